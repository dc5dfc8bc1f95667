The middle value of a small interval has a wrong weight.
Kills: passage

@x
    double middle = e*(*G)+delta/24*(5*e+8-exp(um-u1));
@y
    double middle = e*(*G)+delta/24*(5*e+8+exp(um-u1));
@z
