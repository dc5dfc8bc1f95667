@* Random numbers.
\label{ch:rng}%
Every experiment of this book throws dice, and every figure has to come out the same when it is drawn again: on one processor or on
two, all at once or in pieces. A generator that keeps a state cannot promise that, since its answer depends on who asked before. Ours
keeps none. It is a function of three numbers, a \emph{seed}, a \emph{stream} and an \emph{index}, and its value is the element that stands
there. Whoever asks for elements 1000 to 1999 of stream~7 gets them without the thousand before, and two threads need not know of each other.
It makes uniform and standard normal numbers and no others, and it is no cipher: it keeps nobody from guessing what comes next.
@^counter-based generator@>
@^reproducible results@>

A program names its streams as it likes: a number for each purpose, for each step of time, for each path; |rng_normal(z, n, seed, k, 0)| may be the noise of step~|k|. One rule is the caller's:
the five functions read the \emph{same} words of a stream, so whoever draws uniform and normal numbers, or doubles and floats, takes two
streams. Numbers are made 1024 bytes at a time: a hundred in one call cost little more than one.
@^streams of random numbers@>

@ The elements |index| to |index+n-1| are written. A stream ends at element $2^{64}-1$; to ask for more is a bug of the caller.

@(rng.h@>=
#ifndef RNG_H
#define RNG_H
#include <stddef.h>
#include <stdint.h>
@#
void rng_words(uint32_t *w, size_t n, uint64_t seed, uint64_t stream,@| uint64_t index);
  /* words of 32 bits, by \eqref{eq:rng-words} */
void rng_uniform(double *u, size_t n, uint64_t seed, uint64_t stream,@| uint64_t index);
  /* odd multiples of $2^{-53}$ in $(0,1)$, by \eqref{eq:rng-uniform} */
void rng_uniform_float(float *u, size_t n, uint64_t seed, uint64_t stream,@| uint64_t index);
  /* odd multiples of $2^{-24}$ in $(0,1)$ */
void rng_normal(double *z, size_t n, uint64_t seed, uint64_t stream,@| uint64_t index);
  /* standard normals, $\abs z<8.58$, by \eqref{eq:rng-normal} */
void rng_normal_float(float *z, size_t n, uint64_t seed, uint64_t stream,@| uint64_t index);
  /* standard normals, $\abs z<6.67$ */
@#
#endif

@*1 A keyed bijection.
The words come from Philox~4x32, a generator of \citet{salmon2011}: it takes a \emph{counter} of four words $(c_0,c_1,c_2,c_3)$ of 32 bits and a
\emph{key} of two, $(k_0,k_1)$, and scrambles the counter in ten rounds. Two fixed odd numbers multiply: let $m_0c_0=2^{32}h_0+l_0$ and $m_1c_2=2^{32}h_1+l_1$, with words $h_i$ and~$l_i$. With
$\oplus$ for addition bit by bit without carry, a round is
@^Philox@>
\begin{equation}\label{eq:rng-round}
  (c_0,c_1,c_2,c_3)\mapsto(h_1\oplus c_1\oplus k_0,\ l_1,\ h_0\oplus c_3\oplus k_1,\ l_0),
\end{equation}
and after it $k_0$ grows by $\lfloor2^{32}(\sqrt5-1)/2\rfloor$ and $k_1$ by
$\lfloor2^{32}(\sqrt3-1)\rfloor$, modulo $2^{32}$. These \emph{Weyl sequences} only make the rounds differ from each other. The work is done by the
products, whose high words depend on every bit of the factor.
@^Weyl sequence@>
The seed is the key; the low half of the counter numbers the blocks of four words in a stream, and the high half is the stream:
$$k_0+2^{32}k_1=\text{seed},\qquad c_0+2^{32}c_1=\text{block},\qquad c_2+2^{32}c_3=\text{stream}.$$

\begin{lemma}\label{th:rng-bijection}
  For odd $m_0$, $m_1$ and any key, a round is a bijection of the $2^{128}$ counters onto themselves.
\end{lemma}
\begin{proof}
  We recover the counter from the result $(r_0,r_1,r_2,r_3)$. An odd number has an inverse modulo $2^{32}$, so
  $r_3=l_0=m_0c_0\bmod2^{32}$ gives $c_0$, and $r_1=l_1$ gives $c_2$. With them $h_0$ and $h_1$ are known, and
  $c_1=r_0\oplus h_1\oplus k_0$, $c_3=r_2\oplus h_0\oplus k_1$.
\end{proof}

\noindent Ten rounds are then a bijection too: two blocks of one seed, in whatever streams, are never equal, and over all
counters each word takes each of its values exactly $2^{96}$ times. This much is promised. That a short
piece of a stream looks random, and that streams or seeds look independent of each other, nobody has proved. It is known from experience:
@^independence, not proved@>

\begin{fact}[\citealp{salmon2011}]
  With seven rounds and more, Philox~4x32 passes all the tests of SmallCrush, Crush and BigCrush \citep{ecuyer2007}, in many arrangements of counters and keys.
\end{fact}

\noindent The other three rounds are a margin. The proof of the lemma runs backwards, and so our tests find the stream and index of a block of zeros, which chance would never show.

@ In a round each product waits for the one before, and a processor that computes one block mostly waits. So we compute 64 blocks side by side,
each in its own \emph{lane}; every loop below runs over the lanes, with nothing carried from one to the next, and the compiler turns eight or sixteen
lanes into one instruction. The 64 blocks from a multiple of~64 on are a \emph{group}, whose words are stored by their place in the block first, by lane second:
@^vectorisation@>
\begin{equation}\label{eq:rng-words}
  \text{element }256g+64j+l\text{ is word $j$ of block }64g+l,\qquad j<4,\ l<64.
\end{equation}
This order is part of the interface: it knows nothing of chunks, threads or vectors. The products share a union with their halves, so that high words can be collected without a
shift; which half comes first depends on the machine.
@^byte order@>

@(rng.c@>=
#include <math.h>
#include <string.h>
#include "base.h"
#include "rng.h"
@#
enum {@+rounds=10, lanes=64, group_words=4*lanes@+};
static const uint32_t m0=0xD2511F53, m1=0xCD9E8D57; /* the multipliers */
static const uint32_t weyl0=0x9E3779B9, weyl1=0xBB67AE85; /* the key's steps */
typedef union {@+uint64_t whole[lanes];@+uint32_t half[2*lanes];@+} RngProducts;
enum {@+low=__BYTE_ORDER__==__ORDER_BIG_ENDIAN__, high=1-low@+};

@ A block takes twenty multiplications, five a word. Products are twice as wide as their factors, so vectors of halves must be rearranged as well.

@(rng.c@>=
static void make_words(uint32_t *restrict w, uint64_t seed, uint64_t stream,@| uint64_t group)
{
  uint32_t k0=(uint32_t)seed, k1=(uint32_t)(seed>>32);
  uint32_t c0[lanes], c1[lanes], c2[lanes], c3[lanes];
  RngProducts p, q;
  for (int l=0; l<lanes; l++) {
    uint64_t block=lanes*group+(uint64_t)l;
    c0[l] = (uint32_t)block;@+ c1[l] = (uint32_t)(block>>32);@/
    c2[l] = (uint32_t)stream;@+ c3[l] = (uint32_t)(stream>>32);
  }
  for (int r=0; r<rounds; r++) {
    @<Apply one round to the blocks of all lanes@>@;
    k0 += weyl0;@+ k1 += weyl1;
  }
  memcpy(w, c0, sizeof c0);@+ memcpy(w+lanes, c1, sizeof c1);@/
  memcpy(w+2*lanes, c2, sizeof c2);@+ memcpy(w+3*lanes, c3, sizeof c3);
}

@ @<Apply one round to the blocks of all lanes@>=
for (int l=0; l<lanes; l++) {
  p.whole[l] = (uint64_t)m0*c0[l];@+ q.whole[l] = (uint64_t)m1*c2[l];
}
for (int l=0; l<lanes; l++) { // \eqref{eq:rng-round}
  c0[l] = q.half[2*l+high]^c1[l]^k0;@+ c1[l] = q.half[2*l+low];@/
  c2[l] = p.half[2*l+high]^c3[l]^k1;@+ c3[l] = p.half[2*l+low];
}

@*1 Uniform numbers.
The integer $k$ of $b$ random bits gives $k/2^b$ in $[0,1)$. A logarithm cannot take the zero, and symmetry does not
want it either. So one more bit follows, a one. For $h=0,1$, and with the words $w_j$ of block $64g+l$,
\begin{equation}\label{eq:rng-uniform}
  u_{128g+64h+l}=\frac{2k+1}{2^{53}},\qquad k=\Bigl\lfloor\frac{w_{2h}+2^{32}w_{2h+1}}{2^{12}}\Bigr\rfloor.
\end{equation}
These are the midpoints of $2^{52}$ equal cells; with $u$ also $1-u$ is one of them, and over
all $k$ the mean is exactly~$1/2$ and the variance $(1-2^{-104})/12$. The float $(2k+1)/2^{24}$ with $k=\lfloor w_j/2^9\rfloor$ has the place of the word in \eqref{eq:rng-words}.
@^zero, avoided@>

\begin{wrong}[Random numbers of 24 bits]
  A float made as $k/2^{24}$ is zero once in sixteen million times, and its logarithm is infinite: in one training run it happens. The usual cure, $(k+\frac12)/2^{24}$ with all 24 bits of~$k$,
  needs 25 bits; near one it is rounded, and the largest $k$ gives exactly~1.
\end{wrong}

@ To convert without a conversion, put the bits of $k$ behind the leading one of a number in $[1,2)$. That is $1+2k/2^{53}$, and taking away $1-2^{-53}$ leaves
$u$, with no rounding, since $u$ has 53 bits. The bits of a number are read as another type through |memcpy|, which compilers turn into nothing.

@(rng.c@>=
static inline uint64_t bits64(double x)@+{@+uint64_t b;@+memcpy(&b, &x, 8);@+return b;@+}
static inline double real64(uint64_t b)@+{@+double x;@+memcpy(&x, &b, 8);@+return x;@+}
static inline uint32_t bits32(float x)@+{@+uint32_t b;@+memcpy(&b, &x, 4);@+return b;@+}
static inline float real32(uint32_t b)@+{@+float x;@+memcpy(&x, &b, 4);@+return x;@+}
@#
static inline double unit(uint32_t a, uint32_t b) /* from $2^{32}a+b$ */
{@+return real64((uint64_t)a<<20 | b>>12 | 0x3FF0000000000000)-(1-0x1p-53);@+}

@ For each kind of number a function makes a group of it from the group's words: 128 doubles, or 256 floats.

@(rng.c@>=
static void make_uniform(void *out, const uint32_t *restrict w)
{
  double *restrict u=out;
  for (int l=0; l<lanes; l++) u[l] = unit(w[lanes+l], w[l]);
  for (int l=0; l<lanes; l++) u[lanes+l] = unit(w[3*lanes+l], w[2*lanes+l]);
}
@#
static void make_uniform_float(void *out, const uint32_t *restrict w)
{
  float *restrict u=out;
  for (int i=0; i<group_words; i++) u[i] = real32(w[i]>>9 | 0x3F800000)-(float)(1-0x1p-24);
}

@*1 Normal numbers.
\begin{theorem}[\citealp{box1958}]\label{th:rng-normal}
  Let $U$ and $V$ be independent and uniform on $(0,1)$, and $R=\sqrt{-2\ln U}$. Then $R\cos2\pi V$ and $R\sin2\pi V$ are independent standard normals.
\end{theorem}
\begin{proof}
  For two independent standard normals, the density $e^{-(x^2+y^2)/2}/2\pi$ in polar coordinates is $e^{-r^2/2}\,r\,dr\,d\theta/2\pi$: the angle is uniform, and
  independent of the radius, which exceeds $r$ with probability $\int_r^\infty e^{-s^2/2}s\,ds=e^{-r^2/2}$. And $R>r$ just if $U<e^{-r^2/2}$, so $R$ and $2\pi V$ have the laws of this radius and angle.
\end{proof}

\noindent The normal elements are made of the uniform ones: for $l<64$ and $i=128g+l$,
\begin{equation}\label{eq:rng-normal}
  z_i=\sqrt{-2\ln u_i}\,\cos2\pi u_{i+64},\qquad z_{i+64}=\sqrt{-2\ln u_i}\,\sin2\pi u_{i+64}.
\end{equation}
@^Box and Muller's method@>
The least $u$ is $2^{-53}$, so that no $z$ exceeds $\sqrt{106\ln2}=8.57$; a true normal does so once in $10^{17}$ times. For floats, 24 bits would end the tail at~5.77, too soon for
a long run. So they take whole words, $U=(w_j\text{ or }1)/2^{32}$ and $V=(w_{j+1}\text{ or }1)/2^{32}$ for $j=0,2$; the cosine has the place of $w_j$, the sine that of $w_{j+1}$. They end at $\sqrt{64\ln2}=6.66$, which a true normal exceeds once in $4\cdot10^{10}$ times.
@^tails of normal numbers@>

@ The C library's logarithm, sine and cosine are vectorised only where one gives up the rules of floating-point arithmetic, so we write our own, for just the arguments that occur. Split $u=2^em$ with
$\sqrt{1/2}\le m<\sqrt2$, so that $f=m-1$ is exact and $-2\ln u=-2e\ln2-2\ln(1+f)$. With $d=2f/(2+f)$ we have $1+f=(1+d/2)/(1-d/2)$, hence
$$\ln(1+f)=2\,\mathrm{artanh}\,\frac d2=d+\frac d2R,\qquad R=\frac{d^2}6+\frac{d^4}{40}+\frac{d^6}{224}+\cdots,$$
a fast series, as $\abs d<0.344$. But $d$ has been rounded, and its error would come through undiminished. As in Sun's library \citep{fdlibm1993} we lead with~$f$, which is exact:
since $d=f-\frac d2f$,
\begin{equation}\label{eq:rng-log}
  -2\ln(1+f)=-2f+d\,(f-R),
\end{equation}
where a relative error of $d$ counts with a factor below~0.2. When $u$ is close to~1, $e$ is zero, and the small radius is as precise as a large one.
@^cancellation@>

A polynomial of seven terms in $d^2$ replaces the series; Remez' algorithm found the one with the least largest error, $2^{-59}$ of the logarithm.
Each multiplication that is followed by an addition is an |fma|, rounded once: fast where the processor has the instruction, correct and slow elsewhere, and
no choice is left to the compiler. IEEE arithmetic rounds a sum, product, quotient, root and |fma| in one way only, so the normals, too, are the same, bit for bit, for every compiler, vector width and machine that follows it.
@^fused multiply-add@>

@(rng.c@>=
static inline double minus_two_log(double f) /* $-2\ln(1+f)$, by \eqref{eq:rng-log} */
{
  double d=(f+f)/(2+f), t=d*d, r=0x1.2f02f2ad9e23ep-17;
  r = fma(r, t, 0x1.39a1fa5a6cd11p-15);@+ r = fma(r, t, 0x1.74663c5f90999p-13);@/
  r = fma(r, t, 0x1.c71c521614cffp-11);@+ r = fma(r, t, 0x1.24924941e1008p-8);@/
  r = fma(r, t, 0x1.999999997fee5p-6);@+ r = fma(r, t, 0x1.5555555555592p-3);@/
  return fma(d, fma(-t, r, f), -(f+f));
}

@ The exponent is split off by integer arithmetic. Subtract the bits of $\sqrt{1/2}$ from those of $u$, and add those of~1: the exponent field holds
$e+1023$, and the rest is the fraction of $m$ less that of $\sqrt{1/2}$. A small whole number becomes a double when its bits are put into those of $2^{52}$ and $2^{52}$ is subtracted.
The constant $-2\ln2$ is the sum of two doubles.

@<Set |square[l]| to $-2\ln u$ for the lane's first uniform number@>=
uint64_t b=bits64(unit(w[lanes+l], w[l]))-sqrt_half+0x3FF0000000000000;
double m=real64((b & 0xFFFFFFFFFFFFF)+sqrt_half);
double e=real64(b>>52 | 0x4330000000000000)-(0x1p52+1023);
double s=fma(e, -0x1.abc9e3b39803fp-55, minus_two_log(m-1));
square[l] = fma(e, -0x1.62e42fefa39efp0, s);

@ For the angle, let $q$ be the whole number nearest to $4v$, and $y=4v-q$. Both are exact: adding $\frac32\cdot2^{52}$ rounds a number to a whole one and leaves it in the last bits of the sum. Since $\abs y\le1/2$, in
$$\sin\tfrac\pi2y=y\,\bigl(\tfrac\pi2+y^2S(y^2)\bigr),\qquad\cos\tfrac\pi2y=1+y^2C(y^2)$$
polynomials $S$ of 6 and $C$ of 7 terms, again by Remez, leave relative errors below $2^{-57}$ and $2^{-61}$.

@(rng.c@>=
static inline double sine_tail(double t) /* $S(t)$ */
{
  double s=fma(0x1.e3fbda748d615p-25, t, -0x1.e3008f9d0560ap-19);
  s = fma(s, t, 0x1.507830033e22ap-13);@+ s = fma(s, t, -0x1.32d2cce31bed3p-8);@/
  s = fma(s, t, 0x1.466bc67758c4cp-4);@+ return fma(s, t, -0x1.4abbce625be46p-1);
}
@#
static inline double cosine_tail(double t) /* $C(t)$ */
{
  double c=fma(-0x1.b0345ee6a03fep-28, t, 0x1.f9c4adc0c9ad6p-22);
  c = fma(c, t, -0x1.a6d1e238ee867p-16);@+ c = fma(c, t, 0x1.e1f50675b20c9p-11);@/
  c = fma(c, t, -0x1.55d3c7e3bfe56p-6);@+ c = fma(c, t, 0x1.03c1f081b5a52p-2);@/
  return fma(c, t, -0x1.3bd3cc9be45dep0);
}

@ Now $2\pi v=\frac\pi2(q+y)$: an odd $q$ exchanges sine and cosine, the cosine changes its
sign for $q\equiv1,2$ and the sine for $q\equiv2,3$ modulo~4. The sign is the highest bit. Since the reduction comes before the factor $\pi$, a small sine is as precise as a large one.
@^argument reduction@>

@<Turn the lane's radius by its second uniform number@>=
double v=unit(w[3*lanes+l], w[2*lanes+l]);
double a=4*v+0x1.8p52, y=4*v-(a-0x1.8p52), t=y*y;
double sine=fma(y, 0x1.921fb54442d18p0,@| y*fma(t, sine_tail(t), 0x1.1a62633145c07p-54));
double cosine=fma(t, cosine_tail(t), 1), radius=sqrt(square[l]);
uint64_t q=bits64(a);
z[l] = radius*real64(bits64(q&1 ? sine : cosine)^((q+1)&2)<<62);
z[lanes+l] = radius*real64(bits64(q&1 ? cosine : sine)^(q&2)<<62);

@ Division and root share a unit of the processor. In two loops, each fills its pauses with other work.

@(rng.c@>=
static void make_normal(void *out, const uint32_t *restrict w)
{
  static const uint64_t sqrt_half=0x3FE6A09E667F3BCD; /* bits of $\sqrt{1/2}$ */
  double *restrict z=out, square[lanes];
  for (int l=0; l<lanes; l++) {
    @<Set |square[l]|...@>@;
  }
  for (int l=0; l<lanes; l++) {
    @<Turn the lane's radius by...@>@;
  }
}

@ For floats the polynomials are shorter. The word $i$, made odd, has 32 bits and a float 24, so $i/2^{32}$ is rounded, which spoils little while $u$ is small. Near~1 we need the distance from~1,
and the word has it: if $e=0$, then $f=-(2^{32}-i)/2^{32}$. The angle's quarter turn and remainder are read off the bits of the second word.

@(rng.c@>=
static inline float minus_two_log_float(uint32_t i) /* $-2\ln(i/2^{32})$ for odd $i$ */
{
  const float cell=0x1p-32; /* constants are rounded to floats */
  uint32_t b=bits32((float)i*cell)-0x3F3504F3+0x3F800000;
  float e=(float)((int32_t)(b>>23)-127);
  float m=real32((b & 0x7FFFFF)+0x3F3504F3);
  float f=b>>23==127 ? (float)(int32_t)(-i & 0x7FFFFFFF)*-cell : m-1;
  float d=(f+f)/(2+f), t=d*d;
  float r=fmaf(fmaf(0x1.31e0e2p-8, t, 0x1.995ed0p-6), t, 0x1.55557ap-3);
  float s=fmaf(d, fmaf(-t, r, f), -(f+f)); // \eqref{eq:rng-log}
  return fmaf(e, -0x1.62e430p0, fmaf(e, 0x1.05c610p-28, s));
}

@ The turn is the same as for doubles.

@<Turn the lane's float radius by its second word@>=
const float cell=0x1p-30;
uint32_t b=(w[lanes+l]|1)+0x20000000, q=b>>30;
float y=(float)((int32_t)(b & 0x3FFFFFFF)-0x20000000)*cell, t=y*y, radius=sqrtf(square[l]);
float s=fmaf(fmaf(-0x1.2db5cep-8, t, 0x1.465facp-4), t, -0x1.4abbbep-1);
float c=fmaf(fmaf(0x1.d4f7eep-11, t, -0x1.55b2b6p-6), t, 0x1.03c1b0p-2);
float sine=fmaf(y, 0x1.921fb6p0, y*fmaf(t, s, -0x1.777a5cp-25));
float cosine=fmaf(t, fmaf(c, t, -0x1.3bd3ccp0), 1);
z[l] = radius*real32(bits32(q&1 ? sine : cosine)^((q+1)&2)<<30);
z[lanes+l] = radius*real32(bits32(q&1 ? cosine : sine)^(q&2)<<30);

@ A float normal takes the first and second words of a block, or the third and fourth.

@(rng.c@>=
static void make_normal_float(void *out, const uint32_t *restrict words)
{
  for (int h=0; h<2; h++) {
    const uint32_t *restrict w=words+2*lanes*h;
    float *restrict z=(float *)out+2*lanes*h, square[lanes];
    for (int l=0; l<lanes; l++) square[l] = minus_two_log_float(w[l]|1);
    for (int l=0; l<lanes; l++) {
      @<Turn the lane's float radius...@>@;
    }
  }
}

@*1 Filling an array.
The elements asked for begin and end somewhere inside a group. The first and the last group go through a buffer; those between are made in place.

@(rng.c@>=
typedef struct {
  void *out;@+ size_t n, size; /* |n| elements of |size| bytes are wanted */
  void (*make)(void *out, const uint32_t *w); /* makes a group from its words */
  uint64_t seed, stream, index;
} RngRequest;
@#
static void fill_from(const RngRequest *r, uint64_t g) /* from group |g| */
{
  uint32_t w[group_words];
  union {@+uint32_t w[group_words];@+float f[group_words];@+double d[2*lanes];@+} buffer;
  const uint64_t a=sizeof w/r->size, last=r->index+(r->n-1);
  const uint64_t begin=g==r->index/a ? r->index%a : 0;
  const uint64_t end=g==last/a ? last%a+1 : a;
  char *to=(char *)r->out+(a*g+begin-r->index)*r->size;
  make_words(w, r->seed, r->stream, g);
  if (end-begin==a) r->make(to, w);
  else {
    r->make(&buffer, w);
    memcpy(to, (char *)&buffer+begin*r->size, (end-begin)*r->size);
  }
}

@ A group depends on nothing but its number, so groups may be made in any order and by
any thread. Below |large| elements one thread does it all, because waking another costs more than it saves; and a call for a few numbers does not even enter a parallel region. Inside a region of the caller, OpenMP gives this one a single thread.
@^threads@>

@(rng.c@>=
static void fill(RngRequest r)
{
  static const size_t large=200000;
  if (r.n==0) return;
  base_require(r.index<=UINT64_MAX-(r.n-1), "rng: a stream ends at element 2^64-1");
  const uint64_t a=group_words*sizeof(uint32_t)/r.size; /* elements of a group */
  const uint64_t first=r.index/a, last=(r.index+(r.n-1))/a;
  if (r.n<large)
    for (uint64_t g=first; g<=last; g++) fill_from(&r, g);
  else {
#pragma @=omp parallel for schedule(static)@>
    for (uint64_t g=first; g<=last; g++) fill_from(&r, g);
  }
}
@#
static void make_copy(void *out, const uint32_t *w)
{@+memcpy(out, w, group_words*sizeof *w);@+}

@ The five functions of the interface differ in what makes the group.

@(rng.c@>=
void rng_words(uint32_t *w, size_t n, uint64_t s, uint64_t t, uint64_t i)
{@+fill((RngRequest){w, n, sizeof *w, make_copy, s, t, i});@+}
@#
void rng_uniform(double *u, size_t n, uint64_t s, uint64_t t, uint64_t i)
{@+fill((RngRequest){u, n, sizeof *u, make_uniform, s, t, i});@+}
@#
void rng_uniform_float(float *u, size_t n, uint64_t s, uint64_t t, uint64_t i)
{@+fill((RngRequest){u, n, sizeof *u, make_uniform_float, s, t, i});@+}
@#
void rng_normal(double *z, size_t n, uint64_t s, uint64_t t, uint64_t i)
{@+fill((RngRequest){z, n, sizeof *z, make_normal, s, t, i});@+}
@#
void rng_normal_float(float *z, size_t n, uint64_t s, uint64_t t, uint64_t i)
{@+fill((RngRequest){z, n, sizeof *z, make_normal_float, s, t, i});@+}

@*1 Checks.
\tested{rng}{random123} At random seeds, streams and places, and over several groups, the words are those of the library Random123 \citep{random123};
\tested{rng}{vectors} they agree with its published vectors. \tested{rng}{layout} Uniform numbers are equal to \eqref{eq:rng-uniform}, exactly.
\tested[th:rng-bijection]{rng}{extremes} At blocks of all zeros and of all ones, found by running Lemma~\ref{th:rng-bijection} back, the uniform numbers are the ends of their range, and the normals are finite, not zero, and within the
bounds of the interface. \tested{rng}{accuracy} Normals differ from \eqref{eq:rng-normal}, computed with more digits by the C library, by less than 3~units in the last place, and
normal floats by less than~4, however small they are. \tested{rng}{bits} Half a million of each have the same bits in the fast build as in the sanitized one, which has
no wide vectors and no fused instructions. \tested{rng}{chunking} Chunks of random lengths from odd starts make the whole, and write
nothing beside it; \tested{rng}{threads} one thread, five threads and calls inside parallel regions make the same array. \tested[th:rng-normal]{rng}{moments} The first four moments of a million numbers, and of their parts by place in a group, are within five
standard errors; \tested[th:rng-normal]{rng}{distribution} the distance of Kolmogorov and Smirnov from the law stays below what chance exceeds once in a thousand times; \tested[th:rng-normal]{rng}{independence} neighbouring seeds and streams, and elements at small lags, the two normals of a pair among them, are uncorrelated, and so are
their squares and bits. \tested{rng}{end} The last element of a stream can be had.

