#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace segue {

/// The names of the SIMD instruction sets that this build has code for and this processor runs,
/// best first: "AVX3" (AVX-512), "AVX2", ... One name only in WebAssembly.
std::vector<std::string> instruction_sets();

/// The one that the kernels use now; the best, unless use_instruction_set() chose another.
std::string instruction_set();

/// Makes all kernels use the named set from now on, for tests and measurements. Searches, maps
/// and the `seed` recipe give the same on each; skip-gram differs in the last bits, because sets
/// that have a fused multiply-add round once where others round twice. Not while another thread
/// computes. Throws Error(bad_option) for a set that is not among instruction_sets().
void use_instruction_set(std::string_view name);

}  // namespace segue
