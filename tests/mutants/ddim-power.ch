What noise forgets, with eta in place of its square.
Kills: price

@x
    sum += h*h*c2/(q*q)*pow(end/q, e);
@y
    sum += h*h*c2/(q*q)*pow(end/q, eta);
@z
