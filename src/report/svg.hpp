// SPDX-License-Identifier: Apache-2.0
//
// The few shapes that the charts are drawn with, written as SVG text.
//
//     Svg svg{240, title, description};
//     svg.rect({10, 20, 30, 40}, ink);
//     svg.label({100, 50}, Anchor::end, "12,345");
//     svg.finish();

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "put.hpp"

namespace hoistway::detail {

inline constexpr double svg_width = 720;
inline constexpr double letter = 12;  // size of every label
inline constexpr double line = 18;    // what a line of labels needs in the fonts of the page
                                      // [measured: Noto Sans CJK takes 1.45 times its size]

// Lightness 32, 61, 86 and 93 of 100: told apart on a grey print.
inline constexpr std::string_view ink = "#1f4e79", grid = "#d9d9d9", unknown_ink = "#ececec",
                                  label_ink = "#333333";

enum class Anchor : std::uint8_t { start, middle, end };

struct Point {
    double x = 0, y = 0;
};

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};

class Svg {
 public:
    Svg(double height, std::string_view title, std::string_view description);

    void rect(Box box, std::string_view colour);
    void segment(Point from, Point to, std::string_view colour, double width);
    void dot(Point at, std::string_view colour);
    // The baseline of the text is at the point.
    void label(Point at, Anchor anchor, std::string_view text);
    // Turned by 90 degrees, read from below, ending at the point.
    void upright_label(Point at, std::string_view text);

    std::string finish();

 private:
    void number(std::string_view name, double value);

    std::string out_;
};

inline Svg::Svg(double height, std::string_view title, std::string_view description) {
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ";
    put_fixed(out_, svg_width, 0);
    out_ += ' ';
    put_fixed(out_, height, 0);
    out_ +=
        "\" font-family=\"'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang "
        "SC',sans-serif\" font-size=\"12\">\n<title>";
    put_html(out_, title);
    out_ += "</title>\n<desc>";
    put_html(out_, description);
    out_ += "</desc>\n";
}

inline void Svg::number(std::string_view name, double value) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    put_fixed(out_, value, 1);
    out_ += '"';
}

inline void Svg::rect(Box box, std::string_view colour) {
    out_ += "<rect";
    number("x", box.x);
    number("y", box.y);
    number("width", box.width);
    number("height", box.height);
    out_ += " fill=\"";
    out_ += colour;
    out_ += "\"/>\n";
}

inline void Svg::segment(Point from, Point to, std::string_view colour, double width) {
    out_ += "<line";
    number("x1", from.x);
    number("y1", from.y);
    number("x2", to.x);
    number("y2", to.y);
    number("stroke-width", width);
    out_ += " stroke=\"";
    out_ += colour;
    out_ += "\"/>\n";
}

inline void Svg::dot(Point at, std::string_view colour) {
    out_ += "<circle";
    number("cx", at.x);
    number("cy", at.y);
    out_ += " r=\"2.5\" fill=\"";
    out_ += colour;
    out_ += "\"/>\n";
}

inline void Svg::label(Point at, Anchor anchor, std::string_view text) {
    constexpr std::string_view words[] = {"start", "middle", "end"};
    out_ += "<text";
    number("x", at.x);
    number("y", at.y);
    out_ += " text-anchor=\"";
    out_ += words[static_cast<std::size_t>(anchor)];
    out_ += "\" fill=\"";
    out_ += label_ink;
    out_ += "\">";
    put_html(out_, text);
    out_ += "</text>\n";
}

inline void Svg::upright_label(Point at, std::string_view text) {
    out_ += "<text";
    number("x", at.x);
    number("y", at.y);
    out_ += " text-anchor=\"end\" fill=\"";
    out_ += label_ink;
    out_ += "\" transform=\"rotate(-90 ";
    put_fixed(out_, at.x, 1);
    out_ += ' ';
    put_fixed(out_, at.y, 1);
    out_ += ")\">";
    put_html(out_, text);
    out_ += "</text>\n";
}

inline std::string Svg::finish() {
    out_ += "</svg>\n";
    return std::move(out_);
}

}  // namespace hoistway::detail
