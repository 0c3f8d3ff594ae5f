#include "read/xml_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "read/encoding.h"
#include "segue/unicode/text.h"
#include "unicode/code_point.h"

namespace segue::read {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongest = std::size_t{1} << 20;
constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::string_view kCommentBegin = "<!--";
constexpr std::string_view kDataBegin = "<![CDATA[";

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A tag's name without "prefix:".
std::string_view local_name(std::string_view tag) {
  std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
  name.remove_prefix(name.find(':') + 1);  // npos + 1 is 0
  return name;
}

/// Appends what "lt", "#65", ... stand for; false where it is no entity that there is.
bool append_entity(std::string_view name, std::string& text) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [entity, sign] : kEntities) {
    if (name != entity) continue;
    text += sign;
    return true;
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool is_hex = name.starts_with('x');
  if (is_hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  const char* const end = name.data() + name.size();
  const auto [at, error] = std::from_chars(name.data(), end, code, is_hex ? 16 : 10);
  if (at != end || name.empty()) return false;
  const bool is_character =
      error == std::errc() && code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  append_code(text, is_character ? code : kReplacementCode);
  return true;
}

}  // namespace

std::optional<ReadProblem> XmlText::push(std::string_view bytes) {
  while (!bytes.empty()) {
    if (Problem wrong = in_markup_ ? take_markup(bytes) : take_text(bytes)) return wrong;
  }
  return std::nullopt;
}

std::optional<ReadProblem> XmlText::finish() {
  if (!in_markup_ && open_.empty() && has_root_) return std::nullopt;
  return problem("the file ends here, in the middle: it was cut short");
}

XmlText::Problem XmlText::take_text(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('<'), bytes.size());
  if (token_.size() + end > kLongest) return problem("a text is longer than 1 MiB");
  token_.append(bytes.substr(0, end));
  bytes.remove_prefix(end);
  return bytes.empty() ? std::nullopt : end_text();
}

XmlText::Problem XmlText::end_text() {
  in_markup_ = true;
  looked_at_ = 0;
  quote_ = 0;
  const std::string text = std::exchange(token_, {});
  if (open_.empty()) {
    if (text.find_first_not_of(kSpaces) != std::string::npos)
      return problem("there is text outside of all elements");
  } else if (!text.empty()) {
    std::string decoded;
    if (!append_decoded(text, decoded)) return problem("an entity here is not one of XML's own");
    reader_.text(decoded);
  }
  line_ += lines_in(text);
  return std::nullopt;
}

XmlText::Problem XmlText::take_markup(std::string_view& bytes) {
  // To the next > only, because what begins a comment or a CDATA section tells whether it ends it.
  const std::size_t end = bytes.find('>');
  const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
  if (token_.size() + size > kLongest) return problem("a tag is longer than 1 MiB");
  token_.append(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return is_whole_markup() ? end_markup() : std::nullopt;
}

/// Whether the token ends with the `>` that ends it, and not one in a comment or a quote.
bool XmlText::is_whole_markup() {
  const std::string_view token = token_;
  if (!token.ends_with('>')) return false;
  if (token.starts_with(kCommentBegin)) return token.size() >= 7 && token.ends_with("-->");
  if (token.starts_with(kDataBegin)) return token.ends_with("]]>");
  if (token.starts_with("<?")) return token.ends_with("?>");
  for (; looked_at_ < token.size(); ++looked_at_) {
    const char c = token[looked_at_];
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    }
  }
  return quote_ == 0;
}

XmlText::Problem XmlText::end_markup() {
  in_markup_ = false;
  const std::string token = std::exchange(token_, {});
  const std::string_view inside = std::string_view(token).substr(1, token.size() - 2);
  Problem wrong;
  if (token.starts_with(kDataBegin)) {
    const std::string_view data = inside.substr(8, inside.size() - 10);
    if (!open_.empty()) reader_.text(is_windows_1252_ ? from_windows_1252(data) : data);
  } else if (inside.starts_with("?xml ")) {
    wrong = read_declaration(inside);
  } else if (inside.starts_with("!DOCTYPE")) {
    if (inside.find('[') != std::string_view::npos)
      wrong =
          problem("it declares entities of its own, which could be a bomb: save it without them");
  } else if (inside.starts_with('/')) {
    wrong = read_end_tag(inside.substr(1));
  } else if (!inside.starts_with('?') && !inside.starts_with("!--")) {
    wrong = read_tag(inside);
  }
  line_ += lines_in(token);
  return wrong;
}

XmlText::Problem XmlText::read_declaration(std::string_view declaration) {
  std::string lowered = lower_case(repair_utf8(declaration));
  const std::size_t at = lowered.find("encoding=");
  if (at == std::string::npos || at + 10 >= lowered.size()) return std::nullopt;
  const std::string_view rest = std::string_view(lowered).substr(at + 10);
  const std::string_view encoding = rest.substr(0, rest.find_first_of("\"'"));
  if (encoding == "iso-8859-1" || encoding == "windows-1252") {
    is_windows_1252_ = true;
  } else if (encoding != "utf-8" && encoding != "us-ascii" && encoding != "utf-16") {
    return problem("its encoding is " + std::string(encoding.substr(0, 40)) + ": save it as UTF-8");
  }
  return std::nullopt;
}

XmlText::Problem XmlText::read_tag(std::string_view tag) {
  const std::string_view name = local_name(tag);
  if (name.empty() || tag.starts_with('!')) return problem("a tag here has no name");
  if (open_.empty() && has_root_) return problem("something follows after the end");
  if (open_.size() == kDeepest) return problem("it is nested deeper than 64 levels");
  has_root_ = true;
  reader_.begin_element(name);
  if (tag.ends_with('/')) {
    reader_.end_element();
  } else {
    open_.emplace_back(name);
  }
  return std::nullopt;
}

XmlText::Problem XmlText::read_end_tag(std::string_view tag) {
  const std::string_view name = local_name(tag);
  if (open_.empty() || open_.back() != name) {
    return problem("the tag </" + repair_utf8(name.substr(0, 40)) +
                   "> ends nothing that is open here");
  }
  open_.pop_back();
  reader_.end_element();
  return std::nullopt;
}

bool XmlText::append_decoded(std::string_view text, std::string& decoded) const {
  std::string recoded;
  if (is_windows_1252_) text = recoded = from_windows_1252(text);
  while (true) {
    const std::size_t sign = text.find('&');
    decoded.append(text.substr(0, sign));
    if (sign == std::string_view::npos) return true;
    text.remove_prefix(sign + 1);
    const std::size_t end = text.find(';');
    if (end == std::string_view::npos || !append_entity(text.substr(0, end), decoded)) return false;
    text.remove_prefix(end + 1);
  }
}

}  // namespace segue::read
