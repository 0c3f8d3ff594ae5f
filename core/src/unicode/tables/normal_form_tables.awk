# Makes the tables of normal_form.cpp from the Unicode Character Database, at build time:
#   awk -f normal_form_tables.awk CompositionExclusions.txt DerivedNormalizationProps.txt \
#     UnicodeData.txt > normal_form_tables.inc
# Codes stay hexadecimal text throughout, because not every awk can compute with them.

BEGIN { FS = ";" }

FILENAME ~ /CompositionExclusions/ {
  sub(/#.*/, "")
  gsub(/ /, "")
  if ($1 != "") excluded[$1] = 1
  next
}

FILENAME ~ /DerivedNormalizationProps/ {
  sub(/#.*/, "")
  gsub(/ /, "")
  if ($2 != "NFKC_QC") next
  split($1, ends, /\.\./)
  last = (ends[2] == "") ? ends[1] : ends[2]
  ranges[$3] = ranges[$3] "    {0x" ends[1] ", 0x" last "},\n"  # N or M
  next
}

{ order[++codes] = $1; class[$1] = $4 }
$6 != "" {
  is_canonical[$1] = ($6 !~ /^</)
  sub(/^<[^>]*> /, "", $6)
  parts[$1] = $6
}

# All that a code stands for in the end, each with a comma behind it.
function expand(code,   list, count, i, result) {
  if (!(code in parts)) return "0x" code ", "
  count = split(parts[code], list, " ")
  result = ""
  for (i = 1; i <= count; ++i) result = result expand(list[i])
  return result
}

END {
  texts = 0
  print "constexpr Decomposition kDecompositions[] = {"
  for (i = 1; i <= codes; ++i) {
    code = order[i]
    if (!(code in parts)) continue
    text = expand(code)
    size = gsub(/,/, ",", text)
    print "    {0x" code ", " texts ", " size "},"
    all = all "    " text "\n"
    texts += size
  }
  printf "};\nconstexpr Code kDecomposed[] = {\n%s};\n", all
  print "constexpr Composition kCompositions[] = {"
  for (i = 1; i <= codes; ++i) {
    code = order[i]
    if (!is_canonical[code] || code in excluded || class[code] != 0) continue
    if (split(parts[code], pair, " ") != 2 || class[pair[1]] != 0) continue
    print "    {0x" pair[1] ", 0x" pair[2] ", 0x" code "},"
  }
  print "};\nconstexpr CombiningClass kCombiningClasses[] = {"
  for (i = 1; i <= codes; ++i)
    if (class[order[i]] != 0) print "    {0x" order[i] ", " class[order[i]] "},"
  printf "};\nconstexpr CodeRange kNeverInForm[] = {\n%s};\n", ranges["N"]
  printf "constexpr CodeRange kMaybeInForm[] = {\n%s};\n", ranges["M"]
}
