VE keeps the noise with which the quoted formula begins.
Kills: compose inverse

@x
    *variance = p->a*p->a*exp(r*s)*expm1(r*(t-s));@+ break;
@y
    *variance = p->a*p->a*exp(r*t);@+ break;
@z
