# Makes the tables of text.cpp from the Unicode Character Database, at build time:
#   awk -f unicode_tables.awk DerivedCoreProperties.txt UnicodeData.txt > unicode_tables.inc
# Codes stay hexadecimal text throughout, because not every awk can compute with them.

BEGIN { FS = ";" }

FILENAME ~ /DerivedCoreProperties/ {
  sub(/#.*/, "")
  gsub(/ /, "")
  if ($2 != "Cased" && $2 != "Case_Ignorable") next
  split($1, ends, /\.\./)
  last = (ends[2] == "") ? ends[1] : ends[2]
  ranges[$2] = ranges[$2] "    {0x" ends[1] ", 0x" last "},\n"
  next
}

{ order[++codes] = $1 }
$14 != "" { lower[$1] = $14 }
# Field 6 without a <tag> is a canonical decomposition; its first code is the base letter.
$6 != "" && $6 !~ /^</ { split($6, parts, " "); base[$1] = parts[1] }
$3 == "Mn" { mark[$1] = 1 }

END {
  print "constexpr CodePair kLowerCase[] = {"
  for (i = 1; i <= codes; ++i)
    if (order[i] in lower) print "    {0x" order[i] ", 0x" lower[order[i]] "},"
  print "};\nconstexpr CodePair kBaseLetter[] = {"
  for (i = 1; i <= codes; ++i) {
    code = order[i]
    if (!(code in base)) continue
    while (code in base) code = base[code]
    print "    {0x" order[i] ", 0x" code "},"
  }
  print "};\nconstexpr CodeRange kNonspacingMark[] = {"
  for (i = 1; i <= codes; ++i) {
    if (!(order[i] in mark)) continue
    first = order[i]
    while (order[i + 1] in mark) ++i
    print "    {0x" first ", 0x" order[i] "},"
  }
  printf "};\nconstexpr CodeRange kCased[] = {\n%s};\n", ranges["Cased"]
  printf "constexpr CodeRange kCaseIgnorable[] = {\n%s};\n", ranges["Case_Ignorable"]
}
