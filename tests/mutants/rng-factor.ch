The factor of two is lost under the root.
Kills: moments distribution

@x
double cosine=fma(t, cosine_tail(t), 1), radius=sqrt(square[l]);
@y
double cosine=fma(t, cosine_tail(t), 1), radius=sqrt(square[l]/2);
@z
