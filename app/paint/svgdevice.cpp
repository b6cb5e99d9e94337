// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/svgdevice.h"

#include <QFont>
#include <QPaintEngine>
#include <QPainterPath>
#include <QPen>
#include <QTransform>

#include <cmath>

namespace app {

namespace {

constexpr int kPixelsPerInch = 96;
constexpr double kMillimetresPerInch = 25.4;

// Two decimals are a fiftieth of what an eye can tell; trailing zeros go.
QByteArray number(double value) {
    QByteArray text = QByteArray::number(value, 'f', 2);
    while (text.endsWith('0')) text.chop(1);
    if (text.endsWith('.')) text.chop(1);
    return text == "-0" ? QByteArrayLiteral("0") : text;
}

QByteArray attribute(const char* name, const QByteArray& value) { return ' ' + QByteArray(name) + "=\"" + value + '"'; }

QByteArray escaped(const QString& text) { return text.toHtmlEscaped().toUtf8(); }

QByteArray pathData(const QPainterPath& path) {
    QByteArray data;
    const auto put = [&](char command, const QPainterPath::Element& element) {
        data += command + number(element.x) + ' ' + number(element.y);
    };
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        switch (element.type) {
        case QPainterPath::MoveToElement: put('M', element); break;
        case QPainterPath::LineToElement: put('L', element); break;
        case QPainterPath::CurveToElement: put('C', element); break;
        case QPainterPath::CurveToDataElement: put(' ', element); break;
        }
    }
    return data;
}

QByteArray colorAttributes(const char* what, const QColor& color, double opacity) {
    QByteArray text = attribute(what, color.name(QColor::HexRgb).toLatin1());
    const double alpha = color.alphaF() * opacity;
    if (alpha < 0.999) text += attribute(QByteArray(QByteArray(what) + "-opacity").constData(), number(alpha));
    return text;
}

}  // namespace

class SvgEngine final : public QPaintEngine {
public:
    SvgEngine() : QPaintEngine(Antialiasing | PainterPaths | PrimitiveTransform | AlphaBlend | ConstantOpacity) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return User; }

    void updateState(const QPaintEngineState& changed) override {
        const DirtyFlags dirty = changed.state();
        if (dirty & DirtyTransform) m_transform = changed.transform();
        if (dirty & DirtyPen) m_pen = changed.pen();
        if (dirty & DirtyBrush) m_brush = changed.brush();
        if (dirty & DirtyOpacity) m_opacity = changed.opacity();
    }

    void drawPath(const QPainterPath& path) override {
        const bool filled = m_brush.style() != Qt::NoBrush && m_brush.color().alpha() > 0;
        const bool stroked = m_pen.style() != Qt::NoPen && m_pen.color().alpha() > 0;
        if (path.isEmpty() || (!filled && !stroked)) return;
        QByteArray element = "<path" + attribute("d", pathData(m_transform.map(path)));
        element += filled ? colorAttributes("fill", m_brush.color(), m_opacity) : attribute("fill", "none");
        if (filled && path.fillRule() == Qt::OddEvenFill) element += attribute("fill-rule", "evenodd");
        if (stroked) element += strokeAttributes();
        m_body += element + "/>\n";
    }

    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
        QPainterPath path;
        path.moveTo(points[0]);
        for (int i = 1; i < count; ++i) path.lineTo(points[i]);
        if (mode != PolylineMode) path.closeSubpath();
        const QBrush brush = m_brush;
        if (mode == PolylineMode) m_brush = Qt::NoBrush;
        drawPath(path);
        m_brush = brush;
    }

    void drawTextItem(const QPointF& baseline, const QTextItem& item) override {
        if (item.text().trimmed().isEmpty()) return;
        const QPointF at = m_transform.map(baseline);
        const QFont font = item.font();
        m_body += "<text" + attribute("x", number(at.x())) + attribute("y", number(at.y())) +
                  attribute("font-size", number(font.pixelSize() * scale())) +
                  attribute("font-weight", QByteArray::number(font.weight())) +
                  attribute("textLength", number(item.width() * scale())) + attribute("lengthAdjust", "spacingAndGlyphs") +
                  colorAttributes("fill", m_pen.color(), m_opacity) + '>' + escaped(item.text()) + "</text>\n";
    }

    // None of the painters draws a pixmap on a device without pixels.
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}

    [[nodiscard]] const QByteArray& body() const { return m_body; }

private:
    [[nodiscard]] double scale() const { return std::sqrt(std::abs(m_transform.determinant())); }

    [[nodiscard]] QByteArray strokeAttributes() const {
        const double widthPx = std::max(m_pen.widthF(), 0.5) * scale();
        QByteArray text = colorAttributes("stroke", m_pen.color(), m_opacity) + attribute("stroke-width", number(widthPx));
        if (m_pen.capStyle() == Qt::RoundCap) text += attribute("stroke-linecap", "round");
        if (m_pen.capStyle() == Qt::SquareCap) text += attribute("stroke-linecap", "square");
        if (m_pen.joinStyle() == Qt::RoundJoin) text += attribute("stroke-linejoin", "round");
        if (m_pen.style() != Qt::SolidLine) {
            QByteArrayList lengths;
            for (const qreal length : m_pen.dashPattern()) lengths << number(length * widthPx);
            text += attribute("stroke-dasharray", lengths.join(' '));
        }
        return text;
    }

    QTransform m_transform;
    QPen m_pen;
    QBrush m_brush;
    double m_opacity = 1;
    QByteArray m_body;
};

SvgDevice::SvgDevice(const QSizeF& sizePx, const QString& title, const QString& description)
    : m_sizePx(sizePx), m_title(title), m_description(description), m_engine(std::make_unique<SvgEngine>()) {}

SvgDevice::~SvgDevice() = default;

QPaintEngine* SvgDevice::paintEngine() const { return m_engine.get(); }

QByteArray SvgDevice::document() const {
    const QByteArray width = number(m_sizePx.width());
    const QByteArray height = number(m_sizePx.height());
    QByteArray text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"" +
                      attribute("width", width) + attribute("height", height) +
                      attribute("viewBox", "0 0 " + width + ' ' + height) +
                      attribute("font-family", "Inter, 'Helvetica Neue', Arial, sans-serif") + ">\n";
    if (!m_title.isEmpty()) text += "<title>" + escaped(m_title) + "</title>\n";
    text += "<desc>" + escaped(m_description) + "</desc>\n" + m_engine->body() + "</svg>\n";
    return text;
}

int SvgDevice::metric(PaintDeviceMetric metric) const {
    switch (metric) {
    case PdmWidth: return int(std::ceil(m_sizePx.width()));
    case PdmHeight: return int(std::ceil(m_sizePx.height()));
    case PdmWidthMM: return int(m_sizePx.width() * kMillimetresPerInch / kPixelsPerInch);
    case PdmHeightMM: return int(m_sizePx.height() * kMillimetresPerInch / kPixelsPerInch);
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY: return kPixelsPerInch;
    case PdmNumColors: return 1 << 24;
    case PdmDepth: return 32;
    case PdmDevicePixelRatio: return 1;
    case PdmDevicePixelRatioScaled: return int(devicePixelRatioFScale());
    }
    return 0;
}

}  // namespace app
