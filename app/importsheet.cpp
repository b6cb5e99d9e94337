// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/importsheet.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr QSize kSizePx(820, 380);
constexpr int kIdPx = 190, kTypePx = 230, kLinePx = 56;

}  // namespace

ImportSheet::ImportSheet(const QString& fileName, const model::ImportReport& report, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Import of %1").arg(fileName));
    resize(kSizePx);
    const QString made = tr("%n resource(s)", nullptr, static_cast<int>(report.resources.size())) + tr(" gave %n node(s)", nullptr, report.nodes) + tr(" and %n link(s).", nullptr, report.links);
    auto* words = new QLabel(made + tr(" What has no counterpart in the drawing, and why:"), this);
    words->setWordWrap(true);
    auto* list = new QTreeWidget(this);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setHeaderLabels({tr("Line"), tr("Resource"), tr("Type"), tr("Why")});
    for (const model::LeftOut& left : report.leftOut) {
        auto* row = new QTreeWidgetItem(list, {QString::number(left.line), left.id, left.type, left.why});
        row->setTextAlignment(0, Qt::AlignRight | Qt::AlignVCenter);
        for (int column = 0; column < list->columnCount(); ++column) row->setToolTip(column, QStringLiteral("%1:%2 %3").arg(left.file).arg(left.line).arg(left.why));
    }
    list->header()->resizeSection(0, kLinePx);
    list->header()->resizeSection(1, kIdPx);
    list->header()->resizeSection(2, kTypePx);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(16, 16, 16, 12);
    box->setSpacing(10);
    box->addWidget(words);
    box->addWidget(list, 1);
    box->addWidget(buttons);
}

}  // namespace app
