The drift takes lambda in place of its square.
Kills: variance twostep

@x
  double h = log(ratio(from)/ratio(to)), z = data ? -(1+lambda*lambda)*h : h;
@y
  double h = log(ratio(from)/ratio(to)), z = data ? -(1+lambda)*h : h;
@z
