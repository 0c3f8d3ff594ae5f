#include "track/plain_sign.h"

namespace segue {

char32_t plain_sign(char32_t code) {
  switch (code) {
    case U'`':
    case 0x00B4:  // acute accent
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:  // prime
    case 0xFF07:
      return U'\'';
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:  // double prime
    case 0xFF02:
      return U'"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:  // minus
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
      return U'-';
    case U'\t':
    case U'\n':
    case U'\r':
    case 0x2028:
    case 0x2029:
      return U' ';
    case 0x00AD:  // soft hyphen
    case 0x200B:  // zero-width space
    case 0x200E:  // marks of direction
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return 0;
    default:
      return code;
  }
}

bool is_space(char32_t code) {
  const char32_t plain = plain_sign(code);
  return plain == U' ' || plain == 0 || code == 0x00A0 || (code >= 0x2000 && code <= 0x200A) ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

}  // namespace segue
