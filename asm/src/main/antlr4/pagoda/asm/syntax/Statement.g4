/*
 * One statement of GNU assembly: labels, then a symbol assignment or a mnemonic (an instruction or a directive) with operands.
 * No mnemonic has a rule of its own: names are looked up in tables. Comments, line ends and macros are dealt with before.
 *
 * Every choice is made by the next token alone, so that the parser never has to predict: a label's colon belongs to its
 * token, and operators stand in the order in which they are written. StatementReader knows which of them bind tighter.
 */
grammar Statement;

statement
    : labels+=LABEL*
      ( mnemonic=NAME ( assign=('=' | '==') value=expression | operands+=operand (',' operands+=operand)* )
      | symbol=STRING assign=('=' | '==') value=expression
      )?
      EOF
    ;

// Nothing at all behind a comma is an operand left out, as in ".p2align 4,,15"; behind a mnemonic there are then none.
// RARS writes a number that is to be repeated "0:10"; the lexer takes it for a label.
operand
    : plain=expression ('(' base=NAME ')')?
    | '%' percent=NAME ('(' relocated=expression ')' ('(' base=NAME ')')?)?
    | '@' type=NAME
    | repeated=LABEL times=INTEGER
    |
    ;

expression
    : sign=('-' | '+' | '~' | '!') right=expression
    | ( atom=(INTEGER | FLOAT | CHARACTER | NUMBERED)
      | ( atom=NAME | atom=STRING further=STRING* ) ('@' suffix=NAME)?
      | '(' inner=expression close=')'
      )
      ( operator=( '*' | '/' | '%' | '<<' | '>>' | '|' | '&' | '^' | '!' | '+' | '-'
                 | '==' | '!=' | '<>' | '<' | '<=' | '>' | '>=' | '&&' | '||' )
        right=expression
      )?
    ;

LABEL : (NAME | STRING | [0-9]+) [ \t\r\n\f]* ':' ;

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

CHARACTER : '\'' ('\\' [0-7] [0-7]? [0-7]? | '\\' [xX] [0-9a-fA-F]+ | '\\' ~[\u0000] | ~[\\\u0000]) '\''? ;

STRING : '"' ('\\' ~[\u0000] | ~["\\\u0000])* '"' ;

BLANK : [ \t\r\n\f]+ -> skip ;

// What the text is followed by; the parser gets it as the end of its input.
END : '\u0000' ;

// What no rule takes: the parser then says where it stands.
OTHER : . ;
