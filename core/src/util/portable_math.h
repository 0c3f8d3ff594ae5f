#pragma once

/// Functions that the standard library computes differently from machine to machine, here with
/// the same bits everywhere: only +, -, *, / and scaling by powers of two.
namespace segue::portable {

/// e^x to within 2 units in the last place, for x in [-700, 700]; clamped beyond.
double exp(double x);

/// The natural logarithm of a normal number x > 0, to within 4 units in the last place.
double log(double x);

/// 1 / (1 + e^-x).
double sigmoid(double x);

/// log(1 + e^x), the binary cross-entropy of a logit: of -x for label 1, of x for label 0.
double softplus(double x);

}  // namespace segue::portable
