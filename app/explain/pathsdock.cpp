// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain/pathsdock.h"

#include "app/explain/pathstory.h"
#include "app/inspector/kindicon.h"
#include "app/jobs/reachjob.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/reachability/reach.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kLargestPort = 65535;
constexpr int kMargin = 16;

bool canCall(const model::Node& node) { return node.kind && node.kind->emitsCalls; }
bool canBeCalled(const model::Node& node) { return node.kind && (node.kind->data || node.kind->emitsCalls); }

}  // namespace

PathsDock::PathsDock(Workspace& workspace, Look& look, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_look(look), m_from(new QComboBox(this)), m_to(new QComboBox(this)), m_port(new QSpinBox(this)), m_story(new QTextBrowser(this)) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kMargin, 8, kMargin, 4);
    row->setSpacing(8);
    for (const auto& [title, box] : {std::pair(tr("From"), m_from), std::pair(tr("To"), m_to)}) {
        row->addWidget(new QLabel(title, this));
        box->setMinimumWidth(110);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(24);
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        box->setAccessibleName(title);
        row->addWidget(box);
        connect(box, &QComboBox::activated, this, &PathsDock::explain);
    }
    m_port->setRange(0, kLargestPort);
    m_port->setSpecialValueText(tr("its own"));
    m_port->setToolTip(tr("TCP port; 0 is the target's own"));
    row->addWidget(new QLabel(tr("Port"), this));
    row->addWidget(m_port);
    row->addStretch();
    m_story->setFrameShape(QFrame::NoFrame);
    m_story->document()->setDocumentMargin(kMargin);
    m_story->setOpenLinks(false);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addLayout(row);
    box->addWidget(m_story, 1);
    connect(m_port, &QSpinBox::valueChanged, this, &PathsDock::explain);
    connect(m_story, &QTextBrowser::anchorClicked, this, &PathsDock::openAnchor);
    connect(&workspace.selection(), &Selection::changed, this, &PathsDock::followSelection);
    connect(&workspace, &Workspace::pictureChanged, this, [this] {
        if (!isVisible()) return;
        fillPickers();
        explain();
    });
    connect(&look, &Look::changed, this, &PathsDock::explain);
}

void PathsDock::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    fillPickers();
    followSelection();
    explain();
}

model::Uid PathsDock::chosen(const QComboBox* box) const { return model::Uid::fromText(box->currentData().toString()).value_or(model::Uid()); }

void PathsDock::fillPickers() {
    const model::Uid from = chosen(m_from), to = chosen(m_to);
    m_from->clear();
    m_to->clear();
    std::vector<std::pair<QString, model::NodeId>> nodes;
    const model::Document& document = m_workspace.document();
    for (const model::NodeId id : document.nodes()) nodes.emplace_back(document.path(id), id);
    std::ranges::sort(nodes);
    for (const auto& [path, id] : nodes) {
        const model::Node& node = document.node(id);
        const QIcon icon = kindIcon(m_look, node, 16);
        if (canCall(node)) m_from->addItem(icon, path, node.uid().text());
        if (canBeCalled(node)) m_to->addItem(icon, path, node.uid().text());
    }
    choose(from, to);
    if (from.isNull() || to.isNull()) chooseLinkOf({});
}

// The ends of a link at the node, or of the first one that there is.
bool PathsDock::chooseLinkOf(model::Uid node) {
    const model::Document& document = m_workspace.document();
    for (const model::LinkId id : document.links()) {
        const model::LinkData& link = document.link(id).data;
        if (!node.isNull() && link.from != node && link.to != node) continue;
        choose(link.from, link.to);
        return true;
    }
    return false;
}

void PathsDock::choose(model::Uid from, model::Uid to) {
    m_from->setCurrentIndex(std::max(0, m_from->findData(from.text())));
    m_to->setCurrentIndex(std::max(0, m_to->findData(to.text())));
}

void PathsDock::followSelection() {
    if (!isVisible()) return;
    const auto& items = m_workspace.selection().items();
    const model::Document& document = m_workspace.document();
    if (items.size() == 1) {
        const auto link = document.findLink(items.front());
        if (link) choose(document.link(*link).data.from, document.link(*link).data.to);
        else if (!chooseLinkOf(items.front())) return;
    } else if (items.size() == 2) {
        choose(items[0], items[1]);
    } else {
        return;
    }
    explain();
}

void PathsDock::explain() {
    m_fixes.clear();
    const model::Document& document = m_workspace.document();
    const auto from = document.findNode(chosen(m_from)), to = document.findNode(chosen(m_to));
    if (!from || !to) return m_story->setHtml(tr("<p>Draw a workload and something that it can call, then choose them here.</p>"));
    const model::Reach reach = reachPair(document, document.node(*from).uid(), document.node(*to).uid(), m_port->value());
    m_story->setHtml(pathStory(document, reach, m_look.theme(), m_fixes));
}

QString PathsDock::shownText() const { return m_story->toPlainText(); }

void PathsDock::openAnchor(const QUrl& anchor) {
    if (anchor.scheme() == u"fix") {
        const auto index = static_cast<size_t>(anchor.path().toInt());
        if (index < m_fixes.size()) m_workspace.perform(m_fixes[index]);
        return;
    }
    if (const auto uid = model::Uid::fromText(anchor.path())) {
        m_workspace.selection().set({*uid});
        Q_EMIT showWanted(*uid);
    }
}

}  // namespace app
