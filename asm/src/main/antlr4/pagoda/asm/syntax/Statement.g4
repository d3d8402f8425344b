/*
 * One statement of GNU assembly: labels, then a symbol assignment or a mnemonic (an instruction or a directive) with operands.
 * No mnemonic has a rule of its own: names are looked up in tables. Comments, line ends and macros are dealt with before.
 */
grammar Statement;

statement : label* body? EOF ;

label : (NAME | STRING | INTEGER) ':' ;

body
    : symbol ('=' | '==') expression    # assignment
    | NAME operands?                    # operation
    ;

operands : operand further* ;

// What a comma is followed by may be left out, as in ".p2align 4,,15".
further : ',' operand? ;

operand
    : STRING+                                                           # text
    | '@' NAME                                                          # typeName
    | '%' NAME                                                          # percentName
    | '%' NAME '(' expression ')' ('(' NAME ')')?                       # relocated
    | expression ('(' NAME ')')?                                        # plain
    ;

// GNU as's precedence: multiplication and shifts, then bitwise, then addition, comparisons, && and ||.
expression
    : primary                                                           # leaf
    | ('-' | '+' | '~' | '!') expression                                # unary
    | expression ('*' | '/' | '%' | '<<' | '>>') expression             # binary
    | expression ('|' | '&' | '^' | '!') expression                     # binary
    | expression ('+' | '-') expression                                 # binary
    | expression ('==' | '!=' | '<>' | '<' | '<=' | '>' | '>=') expression  # binary
    | expression '&&' expression                                        # binary
    | expression '||' expression                                        # binary
    ;

primary
    : INTEGER                                                           # number
    | FLOAT                                                             # floating
    | CHARACTER                                                         # character
    | NUMBERED                                                          # numberedLabel
    | symbol ('@' NAME)?                                                # name
    | '(' expression ')'                                                # parentheses
    ;

symbol : NAME | STRING ;

INTEGER
    : '0' [xX] [0-9a-fA-F]+
    | '0' [bB] [01]+
    | [0-9]+
    ;

FLOAT
    : [0-9]+ '.' [0-9]* EXPONENT?
    | '.' [0-9]+ EXPONENT?
    | [0-9]+ EXPONENT
    | '0' [fFdDeE] '-'? [0-9]+ ('.' [0-9]*)? EXPONENT?
    ;

fragment EXPONENT : [eE] [+-]? [0-9]+ ;

NUMBERED : [0-9]+ [bf] ;

NAME : [a-zA-Z_.$\u0080-\uFFFF] [a-zA-Z0-9_.$\u0080-\uFFFF]* ;

CHARACTER : '\'' ('\\' [0-7] [0-7]? [0-7]? | '\\' [xX] [0-9a-fA-F]+ | '\\' . | ~[\\]) '\''? ;

STRING : '"' ('\\' . | ~["\\])* '"' ;

BLANK : [ \t\r\n\f]+ -> skip ;

// What no rule takes: the parser then says where it stands.
OTHER : . ;
