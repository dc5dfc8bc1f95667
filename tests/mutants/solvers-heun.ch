Heun's method forgets its first stage.
Kills: edm

@x
static const SolversTableau heun = {2, {{0}, {1}}, {0.5, 0.5}, {0, 1}};
@y
static const SolversTableau heun = {2, {{0}, {1}}, {0, 1}, {0, 1}};
@z
