The conversion does not look at its determinant.
Kills: refuse

@x
  base_require(alpha>=0 && sigma>=0 && in!=0 && before>0 && after>0,@|
@y
  base_require(alpha>=0 && sigma>=0 && before>0 && after>0,@|
@z
