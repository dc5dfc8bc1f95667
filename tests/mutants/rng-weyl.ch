The step of the first key word is wrong in its last digit.
Kills: vectors

@x
static const uint32_t weyl0=0x9E3779B9, weyl1=0xBB67AE85; /* the key's steps */
@y
static const uint32_t weyl0=0x9E3779BB, weyl1=0xBB67AE85; /* the key's steps */
@z
