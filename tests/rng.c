/* Tests of rng.  The oracle for the words is Random123; for all else it is the mathematics, in long double.
   Statistical tests have fixed seeds; a margin of five standard errors errs once in 1.7 million times for an honest generator. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <Random123/philox.h>
#include "rng.h"

#ifdef _OPENMP
void omp_set_num_threads(int);
#else
static void omp_set_num_threads(int n) { (void)n; }
#endif

typedef struct { uint32_t w[4]; } Block;
static Block block_of(uint64_t seed, uint64_t stream, uint64_t block) /* by Random123 */
{
  philox4x32_key_t key = {{ (uint32_t)seed, (uint32_t)(seed >> 32) }};
  philox4x32_ctr_t counter = {{ (uint32_t)block, (uint32_t)(block >> 32), (uint32_t)stream, (uint32_t)(stream >> 32) }};
  philox4x32_ctr_t r = philox4x32_R(10, counter, key);
  return (Block){{ r.v[0], r.v[1], r.v[2], r.v[3] }};
}
static uint64_t lot(uint64_t *state) /* splitmix64, to choose cases */
{
  uint64_t z = *state += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

/* where a block stands that holds the wanted words: Philox run backwards, for the first seed whose answer lies in reach of an index */
typedef struct { uint64_t seed, stream, block; } Place;
static uint32_t inverse(uint32_t m) { uint32_t x = m; for (int i = 0; i < 5; i++) x *= 2 - m * x; return x; }
static Place place(Block want)
{
  const uint32_t m0 = 0xD2511F53, m1 = 0xCD9E8D57;
  for (uint64_t seed = 1;; seed++) {
    uint32_t c0 = want.w[0], c1 = want.w[1], c2 = want.w[2], c3 = want.w[3];
    for (uint32_t r = 10; r-- > 0;) {
      uint32_t k0 = (uint32_t)seed + r * 0x9E3779B9u, k1 = (uint32_t)(seed >> 32) + r * 0xBB67AE85u;
      uint32_t a = inverse(m0) * c3, c = inverse(m1) * c1;
      uint32_t b = c0 ^ (uint32_t)((uint64_t)m1 * c >> 32) ^ k0, d = c2 ^ (uint32_t)((uint64_t)m0 * a >> 32) ^ k1;
      c0 = a; c1 = b; c2 = c; c3 = d;
    }
    Place p = { seed, (uint64_t)c3 << 32 | c2, (uint64_t)c1 << 32 | c0 };
    if (p.block < (uint64_t)1 << 61) return p;
  }
}

/* the documented places: word j of block b, and the doubles and floats that are made there */
static uint64_t word_index(uint64_t b, uint64_t j) { return b / 64 * 256 + 64 * j + b % 64; }
static uint64_t real_index(uint64_t b, uint64_t h) { return b / 64 * 128 + 64 * h + b % 64; }

/* the exact numbers, from the words */
static long double exact_uniform(Block b, int h) { return (long double)(((uint64_t)b.w[2*h+1] << 32 | b.w[2*h]) >> 11 | 1) * 0x1p-53L; }
static long double exact_uniform_float(Block b, int j) { return (long double)(b.w[j] >> 8 | 1) * 0x1p-24L; }
static void box_muller(long double u, long double v, long double *z) /* the turn is reduced before pi enters, so that small values are precise */
{
  const long double half_pi = 1.57079632679489661923132169163975144L;
  long double q = rintl(4 * v), y = (4 * v - q) * half_pi, s = sinl(y), c = cosl(y);
  long double r = sqrtl(u < 0.5L ? -2 * logl(u) : -2 * log1pl(u - 1));
  int k = (int)q & 3;
  z[0] = r * (k == 0 ? c : k == 1 ? -s : k == 2 ? -c : s);
  z[1] = r * (k == 0 ? s : k == 1 ? c : k == 2 ? -s : -c);
}
static void exact_normal(Block b, long double *z) { box_muller(exact_uniform(b, 0), exact_uniform(b, 1), z); }
static void exact_normal_float(Block b, long double *z)
{
  for (int j = 0; j < 4; j += 2) box_muller((long double)(b.w[j] | 1) * 0x1p-32L, (long double)(b.w[j+1] | 1) * 0x1p-32L, z + j);
}
static double ulps(long double got, long double want, int bits) /* error in units of the last place of a number of so many bits */
{
  return (double)(fabsl(got - want) / ldexpl(1, ilogbl(want) + 1 - bits));
}

/* Tolerance: none; words are integers. */
Test(rng, random123)
{
  uint64_t s = 1;
  uint32_t w, many[1300];
  for (int k = 0; k < 1000; k++) {
    uint64_t seed = lot(&s), stream = lot(&s), b = lot(&s) >> 2;
    Block want = block_of(seed, stream, b);
    for (uint64_t j = 0; j < 4; j++) {
      rng_words(&w, 1, seed, stream, word_index(b, j));
      cr_assert_eq(w, want.w[j], "word %d of block %llx", (int)j, (unsigned long long)b);
    }
  }
  rng_words(many, 1300, 5, 6, 64 * 256 + 33);
  for (uint64_t i = 64 * 256 + 33, n = 0; n < 1300; n++, i++)
    cr_assert_eq(many[n], block_of(5, 6, i / 256 * 64 + i % 64).w[i / 64 % 4], "element %d", (int)i);
}

/* The vectors of the file tests/kat_vectors of Random123 1.14.  An index reaches the first; the others show that the oracle is the published function.
   Tolerance: none; words are integers. */
Test(rng, vectors)
{
  static const uint32_t vectors[3][10] = { /* counter, key, block */
    { 0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 },
    { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd },
    { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } };
  for (int k = 0; k < 3; k++) {
    const uint32_t *v = vectors[k];
    Block b = block_of((uint64_t)v[5] << 32 | v[4], (uint64_t)v[3] << 32 | v[2], (uint64_t)v[1] << 32 | v[0]);
    cr_assert_eq(memcmp(b.w, v + 6, sizeof b.w), 0, "Random123 misses vector %d", k);
  }
  uint32_t w[256];
  rng_words(w, 256, 0, 0, 0);
  for (int j = 0; j < 4; j++) cr_assert_eq(w[64*j], vectors[0][6+j], "word %d is %08x", j, w[64*j]);
}

/* The formulas for uniform numbers hold exactly, at random places. Tolerance: none; a uniform number is exact in its format. */
Test(rng, layout)
{
  uint64_t s = 2;
  double u;
  float f;
  for (int k = 0; k < 500; k++) {
    uint64_t seed = lot(&s), stream = lot(&s), b = lot(&s) >> 3;
    Block want = block_of(seed, stream, b);
    for (int h = 0; h < 2; h++) {
      rng_uniform(&u, 1, seed, stream, real_index(b, (uint64_t)h));
      cr_assert(u == exact_uniform(want, h), "uniform %d of a block is %a", h, u);
    }
    for (int j = 0; j < 4; j++) {
      rng_uniform_float(&f, 1, seed, stream, word_index(b, (uint64_t)j));
      cr_assert(f == exact_uniform_float(want, j), "uniform float %d of a block is %a", j, (double)f);
    }
  }
}

/* Blocks of all zeros and of all ones, found by running Philox backwards: the ends of every range, which chance would not show.
   Tolerance: none for uniform numbers; for normals 3 units in the last place, for floats 4. */
Test(rng, extremes)
{
  for (int ones = 0; ones < 2; ones++) {
    uint32_t x = ones ? 0xffffffff : 0;
    Block want = {{ x, x, x, x }};
    Place p = place(want);
    Block seen = block_of(p.seed, p.stream, p.block);
    cr_assert_eq(memcmp(&seen, &want, sizeof seen), 0, "the inverse of Philox is wrong");
    double end = ones ? 1 - 0x1p-53 : 0x1p-53, end_float = ones ? 1 - 0x1p-24 : 0x1p-24, u, z[2];
    float f, zf[4];
    long double e[4];
    for (uint64_t h = 0; h < 2; h++) {
      rng_uniform(&u, 1, p.seed, p.stream, real_index(p.block, h));
      cr_assert(u == end && u > 0 && u < 1, "the end of the uniform numbers is %a", u);
      rng_normal(z + h, 1, p.seed, p.stream, real_index(p.block, h));
    }
    for (uint64_t j = 0; j < 4; j++) {
      rng_uniform_float(&f, 1, p.seed, p.stream, word_index(p.block, j));
      cr_assert(f == end_float && f > 0 && f < 1, "the end of the uniform floats is %a", (double)f);
      rng_normal_float(zf + j, 1, p.seed, p.stream, word_index(p.block, j));
    }
    exact_normal(want, e);
    for (int h = 0; h < 2; h++) {
      cr_assert(isfinite(z[h]) && z[h] != 0 && fabs(z[h]) < 8.58, "an extreme normal is %g", z[h]);
      cr_assert_lt(ulps(z[h], e[h], 53), 3, "an extreme normal is %.17g, not %.17Lg", z[h], e[h]);
    }
    exact_normal_float(want, e);
    for (int j = 0; j < 4; j++) {
      cr_assert(isfinite(zf[j]) && zf[j] != 0 && fabsf(zf[j]) < 6.67f, "an extreme normal float is %g", (double)zf[j]);
      cr_assert_lt(ulps(zf[j], e[j], 24), 4, "an extreme normal float is %.9g, not %.9Lg", (double)zf[j], e[j]);
    }
    if (!ones) {
      cr_assert_float_eq(z[0], 8.571674348652905, 4e-15, "the largest normal is %.17g", z[0]); /* sqrt(106 ln 2) */
      cr_assert_float_eq(zf[0], 6.660437, 1e-6, "the largest normal float is %.9g", (double)zf[0]); /* sqrt(64 ln 2) */
    }
  }
}

/* Normals against long double: within 3 units in the last place for doubles and 4 for floats, which leaves half a unit to spare; the words of a
   float are rounded to 24 bits.  Random blocks, then blocks whose words stand at the seams of the reductions.
   Tolerance: 3 units in the last place for doubles and 4 for floats, half a unit above the worst seen. */
static double worst, worst_float;
static void measure(Block b, const double *z, int stride, const float *f)
{
  long double e[4];
  exact_normal(b, e);
  for (int h = 0; h < 2; h++) worst = fmax(worst, ulps(z[stride*h], e[h], 53));
  exact_normal_float(b, e);
  for (int j = 0; j < 4; j++) worst_float = fmax(worst_float, ulps(f[stride*j], e[j], 24));
}
Test(rng, accuracy)
{
  double z[128];
  float f[256];
  uint64_t s = 3;
  worst = worst_float = 0;
  for (int k = 0; k < 1500; k++) {
    uint64_t seed = lot(&s), stream = lot(&s), g = lot(&s) >> 8;
    rng_normal(z, 128, seed, stream, 128 * g);
    rng_normal_float(f, 256, seed, stream, 256 * g);
    for (uint64_t l = 0; l < 64; l++) measure(block_of(seed, stream, 64 * g + l), z + l, 64, f + l);
  }
  cr_assert_lt(worst, 3, "error of a normal: %.2f ulp", worst);
  cr_assert_lt(worst_float, 4, "error of a normal float: %.2f ulp", worst_float);
  cr_log_info("errors in ulp: %.3f double, %.3f float", worst, worst_float);
  for (int k = 0; k < 300; k++) {
    static const uint32_t seams[] = { 0, 0x20000000, 0x40000000, 0x60000000, 0x80000000, 0xA0000000, 0xB504F334, 0xC0000000, 0xE0000000, 0xffffffff, 1u << 9 };
    uint32_t u = seams[lot(&s) % 11] + (uint32_t)(lot(&s) % 9) - 4, v = seams[lot(&s) % 11] + (uint32_t)(lot(&s) % 9) - 4;
    Block want = {{ u, u, v, v }};
    Place p = place(want);
    for (uint64_t h = 0; h < 2; h++) rng_normal(z + h, 1, p.seed, p.stream, real_index(p.block, h));
    for (uint64_t j = 0; j < 4; j++) rng_normal_float(f + j, 1, p.seed, p.stream, word_index(p.block, j));
    measure(want, z, 1, f);
    cr_assert_lt(worst, 3, "error of a normal at words %x, %x: %.2f ulp", u, v, worst);
    cr_assert_lt(worst_float, 4, "error of a normal float at words %x, %x: %.2f ulp", u, v, worst_float);
  }
}

/* The five functions as one kind, for chunks and threads. */
static void words(void *x, size_t n, uint64_t a, uint64_t b, uint64_t i) { rng_words(x, n, a, b, i); }
static void uniform(void *x, size_t n, uint64_t a, uint64_t b, uint64_t i) { rng_uniform(x, n, a, b, i); }
static void uniform_float(void *x, size_t n, uint64_t a, uint64_t b, uint64_t i) { rng_uniform_float(x, n, a, b, i); }
static void normal(void *x, size_t n, uint64_t a, uint64_t b, uint64_t i) { rng_normal(x, n, a, b, i); }
static void normal_float(void *x, size_t n, uint64_t a, uint64_t b, uint64_t i) { rng_normal_float(x, n, a, b, i); }
static const struct { void (*draw)(void *, size_t, uint64_t, uint64_t, uint64_t); size_t size; const char *name; } kinds[5] = {
  { words, sizeof(uint32_t), "words" }, { uniform, sizeof(double), "uniform" }, { uniform_float, sizeof(float), "uniform_float" },
  { normal, sizeof(double), "normal" }, { normal_float, sizeof(float), "normal_float" } };

/* Bytes: any division into chunks gives those of the whole, and a chunk writes nothing beside its place. Tolerance: none; bytes are compared. */
Test(rng, chunking)
{
  enum { n = 5000 };
  static unsigned char whole[8*n], part[8*n], before[8*n];
  uint64_t s = 4;
  for (int k = 0; k < 5; k++)
    for (int trial = 0; trial < 30; trial++) {
      size_t size = kinds[k].size;
      uint64_t start = trial < 10 ? (uint64_t)trial : trial < 20 ? lot(&s) % 1000 : lot(&s) >> 1;
      kinds[k].draw(whole, n, 7, 8, start);
      memset(part, 0xA5, sizeof part);
      for (size_t i = 0; i < n;) {
        size_t m = trial % 3 == 0 ? lot(&s) % 9 : lot(&s) % 700;
        if (m > n - i) m = n - i;
        memcpy(before, part, sizeof part);
        kinds[k].draw(part + i*size, m, 7, 8, start + i);
        cr_assert_eq(memcmp(part, before, i*size), 0, "%s: a chunk changes what stands before it", kinds[k].name);
        cr_assert_eq(memcmp(part + (i+m)*size, before + (i+m)*size, sizeof part - (i+m)*size), 0, "%s: a chunk changes what stands behind it", kinds[k].name);
        i += m;
      }
      cr_assert_eq(memcmp(part, whole, n*size), 0, "%s from element %llu: chunks differ from the whole", kinds[k].name, (unsigned long long)start);
    }
}

/* Bytes again: one thread, several, and calls from several threads of the caller. Tolerance: none; bytes are compared. */
Test(rng, threads)
{
  enum { n = 300007, piece = 1000 };
  unsigned char *alone = malloc(8*n), *many = malloc(8*n);
  cr_assert(alone != NULL && many != NULL);
  for (int k = 0; k < 5; k++) {
    size_t size = kinds[k].size;
    omp_set_num_threads(1);
    kinds[k].draw(alone, n, 9, 10, 11);
    for (int threads = 2; threads <= 5; threads++) {
      memset(many, 0, 8*n);
      omp_set_num_threads(threads);
      kinds[k].draw(many, n, 9, 10, 11);
      cr_assert_eq(memcmp(alone, many, n*size), 0, "%s: %d threads differ from one", kinds[k].name, threads);
    }
    memset(many, 0, 8*n);
#pragma omp parallel for schedule(dynamic)
    for (size_t i = 0; i < n; i += piece) kinds[k].draw(many + i*size, n - i < piece ? n - i : piece, 9, 10, 11 + i);
    cr_assert_eq(memcmp(alone, many, n*size), 0, "%s: calls from several threads differ from one", kinds[k].name);
    memset(many, 0, 8*n);
#pragma omp parallel for
    for (size_t i = 0; i < 2; i++) kinds[k].draw(many + i*(n/3)*size, i == 0 ? n/3 : n - n/3, 9, 10, 11 + i*(n/3)); /* the second is large */
    cr_assert_eq(memcmp(alone, many, n*size), 0, "%s: a large call inside a parallel region differs", kinds[k].name);
  }
  free(alone);
  free(many);
}

/* Means of powers: five standard errors; the variance of x^k is exact, E x^2k - (E x^k)^2.
   Tolerance: 5 standard errors, which follow from the moments up to the eighth. */
enum { sample = 1 << 20 };
static double values[sample];
static float floats[sample];
static void check_moments(const char *what, const double *x, int n, const double *moment) /* moment[k] = E x^k for k up to 8 */
{
  double sum[5] = { 0 };
  for (int i = 0; i < n; i++) {
    double p = 1;
    for (int k = 1; k <= 4; k++) sum[k] += p *= x[i];
  }
  for (int k = 1; k <= 4; k++) {
    double error = sum[k]/n - moment[k], standard = sqrt((moment[2*k] - moment[k]*moment[k])/n);
    cr_assert_lt(fabs(error), 5*standard, "%s: moment %d is off by %g standard errors", what, k, error/standard);
  }
}
static void every_moment(const char *what, const double *moment, int period, int half) /* of all, and of the elements i with (i div half) mod period in turn */
{
  static double x[sample];
  check_moments(what, values, sample, moment);
  for (int turn = 0; turn < period; turn++) {
    int n = 0;
    for (int i = 0; i < sample; i++)
      if (i / half % period == turn) x[n++] = values[i];
    check_moments(what, x, n, moment);
  }
}
Test(rng, moments)
{
  static const double flat[9] = { 1, 1/2., 1/3., 1/4., 1/5., 1/6., 1/7., 1/8., 1/9. }, bell[9] = { 1, 0, 1, 0, 3, 0, 15, 0, 105 };
  rng_uniform(values, sample, 21, 1, 0);
  every_moment("uniform", flat, 2, 64);
  rng_uniform_float(floats, sample, 21, 2, 0);
  for (int i = 0; i < sample; i++) values[i] = floats[i];
  every_moment("uniform float", flat, 4, 64);
  rng_normal(values, sample, 21, 3, 0);
  every_moment("normal", bell, 2, 64);
  rng_normal_float(floats, sample, 21, 4, 0);
  for (int i = 0; i < sample; i++) values[i] = floats[i];
  every_moment("normal float", bell, 4, 64);
}

/* Kolmogorov and Smirnov: the largest distance of the distribution functions, times the root of n, exceeds 1.95 once in a thousand times.
   Tolerance: 1.95, which chance exceeds once in a thousand times. */
static int by_size(const void *a, const void *b) { return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b); }
static double flat_law(double x) { return x; }
static double bell_law(double x) { return 0.5*erfc(-x*0.70710678118654752); }
static void check_law(const char *what, int n, double (*law)(double))
{
  double d = 0;
  qsort(values, (size_t)n, sizeof *values, by_size);
  for (int i = 0; i < n; i++) d = fmax(d, fmax((i+1.0)/n - law(values[i]), law(values[i]) - (double)i/n));
  cr_assert_lt(d*sqrt(n), 1.95, "%s: distance %g", what, d*sqrt(n));
}
Test(rng, distribution)
{
  enum { n = 100000 };
  for (uint64_t stream = 0; stream < 3; stream++) {
    rng_uniform(values, n, 22, stream, 0);
    check_law("uniform", n, flat_law);
    rng_normal(values, n, 23, stream, 0);
    check_law("normal", n, bell_law);
    rng_uniform_float(floats, n, 24, stream, 0);
    for (int i = 0; i < n; i++) values[i] = floats[i];
    check_law("uniform float", n, flat_law);
    rng_normal_float(floats, n, 25, stream, 0);
    for (int i = 0; i < n; i++) values[i] = floats[i];
    check_law("normal float", n, bell_law);
  }
}

/* Streams, seeds and lags: the mean of x y, and of (x^2-1)(y^2-1)/2, has standard error 1/sqrt(n) for independent standard normals, and the number of
   equal bits in two words has mean 16 and variance 8.  Five standard errors.
   Tolerance: 5 standard errors of independent standard normals, or of fair bits. */
static void check_independence(const char *what, const double *x, const double *y, int n)
{
  double r = 0, r2 = 0;
  for (int i = 0; i < n; i++) {
    r += x[i]*y[i];
    r2 += (x[i]*x[i] - 1)*(y[i]*y[i] - 1)/2;
  }
  cr_assert_lt(fabs(r)/sqrt(n), 5, "%s: correlation of %g standard errors", what, r/sqrt(n));
  cr_assert_lt(fabs(r2)/sqrt(n), 5, "%s: correlation of squares of %g standard errors", what, r2/sqrt(n));
}
static void check_bits(const char *what, const uint32_t *x, const uint32_t *y, int n)
{
  double equal = 0;
  for (int i = 0; i < n; i++)
    for (uint32_t d = ~(x[i] ^ y[i]); d != 0; d &= d - 1) equal++;
  double error = (equal - 16.0*n)/sqrt(8.0*n);
  cr_assert_lt(fabs(error), 5, "%s: equal bits off by %g standard errors", what, error);
}
Test(rng, independence)
{
  enum { n = 1 << 17 };
  static double x[n], y[n + 256];
  static uint32_t v[n], w[n];
  const uint64_t step = (uint64_t)1 << 32, seed = 26, stream = 27, moves[5][2] = { { 0, 1 }, { 0, step }, { 1, 0 }, { step, 0 }, { 1, 1 } };
  rng_normal(x, n, seed, stream, 0);
  rng_words(v, n, seed, stream, 0);
  for (int k = 0; k < 5; k++) {
    rng_normal(y, n, seed + moves[k][0], stream + moves[k][1], 0);
    check_independence("neighbouring seeds or streams", x, y, n);
    rng_words(w, n, seed + moves[k][0], stream + moves[k][1], 0);
    check_bits("neighbouring seeds or streams", v, w, n);
  }
  rng_normal(y, n + 256, seed, stream, 0);
  static const int lags[] = { 1, 2, 3, 63, 64, 65, 128, 192, 256 };
  for (size_t k = 0; k < sizeof lags / sizeof *lags; k++) check_independence("lags of a stream", x, y + lags[k], n);
}

/* A hash of the bits of half a million normals of each kind, taken once: the build with vector and multiply-add instructions and the sanitized one, which has neither,
   must both give it. Tolerance: none; a hash of the bits. */
static uint64_t hash(const void *bytes, size_t n)
{
  const unsigned char *b = bytes;
  uint64_t h = 0xcbf29ce484222325;
  for (size_t i = 0; i < n; i++) h = (h ^ b[i]) * 0x100000001b3;
  return h;
}
Test(rng, bits)
{
  uint64_t h;
  rng_normal(values, sample / 2, 28, 29, 30);
  h = hash(values, sample / 2 * sizeof *values);
  cr_assert_eq(h, 0x7e7aa404a71c993e, "the normals hash to %#llx", (unsigned long long)h);
  rng_normal_float(floats, sample / 2, 28, 29, 30);
  h = hash(floats, sample / 2 * sizeof *floats);
  cr_assert_eq(h, 0xf53af8193acac5e6, "the normal floats hash to %#llx", (unsigned long long)h);
}

/* A stream has an end: its last element can be had, and no more. Tolerance: none; words are integers. */
Test(rng, end)
{
  uint32_t w;
  rng_words(&w, 1, 1, 2, UINT64_MAX);
  cr_assert_eq(w, block_of(1, 2, UINT64_MAX / 256 * 64 + 63).w[3]);
  rng_words(&w, 0, 1, 2, UINT64_MAX);
}
Test(rng, beyond, .exit_code = 3)
{
  uint32_t w[2];
  rng_words(w, 2, 1, 2, UINT64_MAX);
}
