/* Speed of the random numbers against Random123's words with Box and Muller's method on the C library, on one core.
   The contestants take turns, several hundred times; the table shows medians, and ratios of medians. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <Random123/philox.h>
#include "rng.h"
#include "bench/timing.h"

enum { n = 1 << 14, big = 1 << 22, repeats = 301, few = 21 }; /* the small arrays stay in cache; the big one uses all threads */
static uint32_t words[n];
static double reals[n];
static float floats[n];

static philox4x32_ctr_t block(uint64_t b, uint64_t seed, uint64_t stream)
{
  philox4x32_key_t key = {{ (uint32_t)seed, (uint32_t)(seed >> 32) }};
  philox4x32_ctr_t counter = {{ (uint32_t)b, (uint32_t)(b >> 32), (uint32_t)stream, (uint32_t)(stream >> 32) }};
  return philox4x32_R(10, counter, key);
}
static double unit(const uint32_t *w) { return (double)(((uint64_t)w[1] << 32 | w[0]) >> 11 | 1) * 0x1p-53; }
static float unit_float(uint32_t w) { return (float)(w >> 8 | 1) * 0x1p-24f; }

static void plain_words(uint64_t s)
{
  for (uint64_t i = 0; i < n / 4; i++) {
    philox4x32_ctr_t r = block(i, s, 0);
    for (int j = 0; j < 4; j++) words[4*i+j] = r.v[j];
  }
}
static void plain_uniform(uint64_t s)
{
  for (uint64_t i = 0; i < n / 2; i++) {
    philox4x32_ctr_t r = block(i, s, 0);
    for (int j = 0; j < 2; j++) reals[2*i+j] = unit(r.v + 2*j);
  }
}
static void plain_uniform_float(uint64_t s)
{
  for (uint64_t i = 0; i < n / 4; i++) {
    philox4x32_ctr_t r = block(i, s, 0);
    for (int j = 0; j < 4; j++) floats[4*i+j] = unit_float(r.v[j]);
  }
}
static void plain_normal(uint64_t s)
{
  const double turn = 6.283185307179586;
  for (uint64_t i = 0; i < n / 2; i++) {
    philox4x32_ctr_t r = block(i, s, 0);
    double radius = sqrt(-2 * log(unit(r.v))), angle = turn * unit(r.v + 2);
    reals[2*i] = radius * cos(angle);
    reals[2*i+1] = radius * sin(angle);
  }
}
static void plain_normal_float(uint64_t s)
{
  const float turn = 6.2831853f;
  for (uint64_t i = 0; i < n / 4; i++) {
    philox4x32_ctr_t r = block(i, s, 0);
    for (int j = 0; j < 4; j += 2) {
      float radius = sqrtf(-2 * logf(unit_float(r.v[j]))), angle = turn * unit_float(r.v[j+1]);
      floats[4*i+j] = radius * cosf(angle);
      floats[4*i+j+1] = radius * sinf(angle);
    }
  }
}
static void our_words(uint64_t s) { rng_words(words, n, s, 0, 0); }
static void our_uniform(uint64_t s) { rng_uniform(reals, n, s, 0, 0); }
static void our_uniform_float(uint64_t s) { rng_uniform_float(floats, n, s, 0, 0); }
static void our_normal(uint64_t s) { rng_normal(reals, n, s, 0, 0); }
static void our_normal_float(uint64_t s) { rng_normal_float(floats, n, s, 0, 0); }

typedef struct { const char *what; void (*ours)(uint64_t), (*plain)(uint64_t); } Pair;
static const Pair pairs[] = {
  { "words", our_words, plain_words },
  { "uniform, double", our_uniform, plain_uniform },
  { "uniform, float", our_uniform_float, plain_uniform_float },
  { "normal, double", our_normal, plain_normal },
  { "normal, float", our_normal_float, plain_normal_float },
};
enum { count = sizeof pairs / sizeof *pairs };

int main(void)
{
  static double ours[count][repeats], plain[count][repeats];
  for (int r = 0; r < repeats; r++)
    for (int k = 0; k < count; k++) {
      double t0 = now();
      pairs[k].ours((uint64_t)r);
      double t1 = now();
      pairs[k].plain((uint64_t)r);
      double t2 = now();
      ours[k][r] = t1 - t0;
      plain[k][r] = t2 - t1;
    }
  printf("Random numbers, arrays of %d in cache, one core, medians of %d interleaved runs\n", n, repeats);
  printf("%-16s  %21s  %21s\n", "", "this book", "Random123 and libm");
  printf("%-16s  %10s %10s  %10s %10s  %6s\n", "", "ns/number", "millions/s", "ns/number", "millions/s", "ratio");
  for (int k = 0; k < count; k++) {
    double a = median(ours[k], repeats) / n, b = median(plain[k], repeats) / n;
    printf("%-16s  %10.3f %10.0f  %10.3f %10.0f  %6.2f\n", pairs[k].what, a, 1e3 / a, b, 1e3 / b, b / a);
  }

  float *z = malloc(big * sizeof *z);
  double all[few], one[few];
  if (z == NULL) return 1;
  for (int r = 0; r < few; r++) {
    double t0 = now();
    rng_normal_float(z, big, (uint64_t)r, 0, 0);
    double t1 = now();
    for (size_t i = 0; i < big; i += n) rng_normal_float(z + i, n, (uint64_t)r, 0, i); /* too few in one call for a second thread */
    double t2 = now();
    all[r] = t1 - t0;
    one[r] = t2 - t1;
  }
  double a = median(all, few), b = median(one, few);
  printf("%d normal floats to memory: all threads %.3f ns/number, one thread %.3f, ratio %.2f\n", big, a / big, b / big, b / a);
  printf("one normal double in a call of its own: ");
  for (int r = 0; r < repeats; r++) {
    double t0 = now();
    for (int i = 0; i < 100; i++) rng_normal(reals, 1, (uint64_t)r, (uint64_t)i, 0);
    ours[0][r] = now() - t0;
  }
  printf("%.0f ns\n", median(ours[0], repeats) / 100);
  free(z);
  return 0;
}
