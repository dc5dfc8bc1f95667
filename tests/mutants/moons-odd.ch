A batch with an odd number of rows is accepted.
Kills: refuse

@x
  base_require(recipe.rows>=2 && recipe.rows%2==0 && recipe.steps>=1 && recipe.rate>0 &&@|
    recipe.power>=0,@|
@y
  base_require(recipe.rows>=2 && recipe.steps>=1 && recipe.rate>0 && recipe.power>=0,@|
@z
