#include "read/xml_text.h"

#include <algorithm>
#include <utility>

#include "read/code_page.h"
#include "read/xml_entity.h"
#include "segue/unicode/text.h"

namespace segue::read {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongest = std::size_t{1} << 20;
constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::string_view kCommentBegin = "<!--";
constexpr std::string_view kDoctypeBegin = "<!DOCTYPE";
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

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_space(char c) {
  return kSpaces.find(c) != std::string_view::npos;
}

/// Takes the next `name="value"` away from `tag`, in which another quote, none or no value is seen
/// too; false where there is no more.
bool take_attribute(std::string_view& tag, std::string_view& name, std::string_view& value) {
  const auto skip_spaces = [&] {
    while (!tag.empty() && is_space(tag.front()))
      tag.remove_prefix(1);
  };
  skip_spaces();
  const std::size_t size = std::min(tag.find_first_of(" \t\r\n="), tag.size());
  name = tag.substr(0, size);
  value = {};
  tag.remove_prefix(size);
  skip_spaces();
  if (!tag.starts_with('=')) return !name.empty();
  tag.remove_prefix(1);
  skip_spaces();
  const bool is_quoted = tag.starts_with('"') || tag.starts_with('\'');
  const std::size_t begin = is_quoted ? 1 : 0;
  const std::size_t end =
      std::min(is_quoted ? tag.find(tag.front(), 1) : tag.find_first_of(kSpaces), tag.size());
  value = tag.substr(begin, end - begin);
  tag.remove_prefix(std::min(end + begin, tag.size()));
  return true;
}

}  // namespace

bool is_named(std::string_view name, std::string_view wanted) {
  return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(),
                    [](char a, char b) { return small(a) == small(b); });
}

std::string XmlAttributes::value(std::string_view wanted) const {
  std::string_view rest = tag_;
  std::string_view name, value;
  while (take_attribute(rest, name, value)) {
    if (is_named(name, wanted))
      return without_references(page_ == nullptr ? value : from_code_page(value, *page_),
                                entities_);
  }
  return {};
}

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
  in_brackets_ = in_comment_ = false;
  const std::string text = std::exchange(token_, {});
  if (open_.empty()) {
    if (text.find_first_not_of(kSpaces) != std::string::npos)
      return problem("there is text outside of all elements");
  } else if (!text.empty()) {
    reader_.text(without_references(recoded(text), entities_));
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
  for (; looked_at_ < token.size(); ++looked_at_)
    look_at(token[looked_at_]);
  return quote_ == 0 && !in_brackets_;
}

/// Keeps what the next character of markup opens or closes.
void XmlText::look_at(char c) {
  const std::string_view before = std::string_view(token_).substr(0, looked_at_);
  if (in_comment_) {
    in_comment_ = c != '>' || !before.ends_with("--");
  } else if (quote_ != 0) {
    if (c == quote_) quote_ = 0;
  } else if (c == '"' || c == '\'') {
    quote_ = c;
  } else if (c == '[' && token_.starts_with(kDoctypeBegin)) {
    in_brackets_ = true;
  } else if (c == ']') {
    in_brackets_ = false;
  } else if (in_brackets_ && c == '-' && before.ends_with("<!-")) {
    in_comment_ = true;
  }
}

XmlText::Problem XmlText::end_markup() {
  in_markup_ = false;
  const std::string token = std::exchange(token_, {});
  const std::string_view inside = std::string_view(token).substr(1, token.size() - 2);
  Problem wrong;
  if (token.starts_with(kDataBegin)) {
    const std::string_view data = inside.substr(8, inside.size() - 10);
    if (!open_.empty()) reader_.text(recoded(data));
  } else if (inside.starts_with("?xml ")) {
    wrong = read_declaration(inside);
  } else if (inside.starts_with("!DOCTYPE")) {
    wrong = read_doctype(inside);
  } else if (inside.starts_with('/')) {
    wrong = read_end_tag(inside.substr(1));
  } else if (!inside.starts_with('?') && !inside.starts_with("!--")) {
    wrong = read_tag(inside);
  }
  line_ += lines_in(token);
  return wrong;
}

XmlText::Problem XmlText::read_doctype(std::string_view doctype) {
  const std::size_t begin = doctype.find('[');
  if (begin == std::string_view::npos) return std::nullopt;
  if (entities_.declare(recoded(doctype.substr(begin + 1)))) return std::nullopt;
  return problem("the entities that it declares grow as those of a bomb do: save it without them");
}

XmlText::Problem XmlText::read_declaration(std::string_view declaration) {
  std::string lowered = lower_case(repair_utf8(declaration));
  const std::size_t at = lowered.find("encoding=");
  if (at == std::string::npos || at + 10 >= lowered.size()) return std::nullopt;
  const std::string_view rest = std::string_view(lowered).substr(at + 10);
  const std::string_view encoding = rest.substr(0, rest.find_first_of("\"'"));
  if (encoding == "utf-8" || encoding == "us-ascii" || encoding == "utf-16") return std::nullopt;
  page_ = find_code_page(encoding);
  if (page_ == nullptr)
    return problem("its encoding is " + std::string(encoding.substr(0, 40)) + ": save it as UTF-8");
  return std::nullopt;
}

XmlText::Problem XmlText::read_tag(std::string_view tag) {
  const std::string_view name = local_name(tag);
  if (name.empty() || tag.starts_with('!')) return problem("a tag here has no name");
  if (open_.empty() && has_root_) return problem("something follows after the end");
  if (open_.size() == kDeepest) return problem("it is nested deeper than 64 levels");
  has_root_ = true;
  const bool is_empty = tag.ends_with('/');
  std::string_view attributes = tag.substr(std::min(tag.find_first_of(kSpaces), tag.size()));
  if (is_empty && !attributes.empty()) attributes.remove_suffix(1);
  reader_.begin_element(name, XmlAttributes(attributes, page_, entities_));
  if (is_empty) {
    reader_.end_element();
  } else {
    open_.emplace_back(name);
  }
  return std::nullopt;
}

XmlText::Problem XmlText::read_end_tag(std::string_view tag) {
  const std::string_view name = local_name(tag);
  const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                  [&](const std::string& one) { return is_named(one, name); });
  if (found == open_.rend()) {
    return problem("the tag </" + repair_utf8(name.substr(0, 40)) +
                   "> ends nothing that is open here");
  }
  // With what was never closed in it.
  for (auto left = found - open_.rbegin(); left >= 0; --left) {
    open_.pop_back();
    reader_.end_element();
  }
  return std::nullopt;
}

std::string XmlText::recoded(std::string_view text) const {
  return page_ == nullptr ? std::string(text) : from_code_page(text, *page_);
}

}  // namespace segue::read
