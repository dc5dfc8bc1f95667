Neighbours up to one standard deviation of the noise only.
Kills: reference_sum

@x
static const float reach = 4, half_width = 2.4f, half_height = 2.2f;
@y
static const float reach = 1, half_width = 2.4f, half_height = 2.2f;
@z
