The way back through a block forgets the residual connection.
Kills: gradient

@x
          if (add) y += load(g+where);
@y
          (void)add;
@z
