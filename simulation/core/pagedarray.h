// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace sim {

// A flat array in pages that copies share until one of them writes: taking a checkpoint copies the list of pages, and afterwards only the
// pages that are written. Pages that nobody wrote do not exist; they read as T{}.
template <typename T, std::size_t kPageItems = 128>
class PagedArray {
public:
    explicit PagedArray(std::size_t size = 0) : m_pages((size + kPageItems - 1) / kPageItems), m_size(size) {}

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const T& operator[](std::size_t i) const {
        const PagePtr& page = m_pages[i / kPageItems];
        return page ? (*page)[i % kPageItems] : kEmpty;
    }
    [[nodiscard]] T& write(std::size_t i) {
        PagePtr& page = m_pages[i / kPageItems];
        if (!page)
            page = std::make_shared<Page>();
        else if (page.use_count() > 1)
            page = std::make_shared<Page>(*page);
        return (*page)[i % kPageItems];
    }
    void resize(std::size_t size) {
        m_pages.resize((size + kPageItems - 1) / kPageItems);
        m_size = size;
    }
    [[nodiscard]] std::size_t pageCount() const { return m_pages.size(); }

private:
    using Page = std::array<T, kPageItems>;
    using PagePtr = std::shared_ptr<Page>;
    static constexpr T kEmpty{};

    std::vector<PagePtr> m_pages;
    std::size_t m_size = 0;
};

}  // namespace sim
