// The one place that compiles Boost.JSON, which is used as headers only.
#include <boost/json/src.hpp>
