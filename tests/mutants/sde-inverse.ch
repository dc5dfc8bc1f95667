The inverse of the log-SNR of sub-VP forgets the square root.
Kills: inverse

@x
    B = p->kind==SDE_VP ? log1p(n) : 2*asinh(0.5*sqrt(n));
@y
    B = p->kind==SDE_VP ? log1p(n) : 2*asinh(0.5*n);
@z
