// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sim {

// A queue in pages that copies share until one of them writes. Every record has a number that stays its own: the first ever pushed is 0.
template <typename T, std::size_t kPageItems = 256>
class PagedQueue {
public:
    [[nodiscard]] std::uint64_t first() const { return m_first; }  // number of the oldest record
    [[nodiscard]] std::uint64_t end() const { return m_end; }      // number that the next record gets
    [[nodiscard]] std::uint64_t count() const { return m_end - m_first; }
    [[nodiscard]] bool empty() const { return m_first == m_end; }
    [[nodiscard]] const T& operator[](std::uint64_t number) const { return (*m_pages[placeOf(number)])[number % kPageItems]; }
    [[nodiscard]] const T& front() const { return (*this)[m_first]; }

    void push(const T& record) {
        const std::size_t place = placeOf(m_end);
        if (place == m_pages.size())
            m_pages.push_back(m_spare ? std::move(m_spare) : std::make_shared<Page>());
        PagePtr& page = m_pages[place];
        if (page.use_count() > 1)
            page = std::make_shared<Page>(*page);
        (*page)[m_end % kPageItems] = record;
        ++m_end;
    }
    // Forgets the records before this number.
    void popTo(std::uint64_t number) {
        m_first = std::min(std::max(number, m_first), m_end);
        while (m_firstPage < m_first / kPageItems) {
            if (m_pages[m_head].use_count() == 1)
                m_spare = std::move(m_pages[m_head]);
            m_pages[m_head].reset();
            ++m_head;
            ++m_firstPage;
        }
        if (m_head * 2 > m_pages.size()) {
            m_pages.erase(m_pages.begin(), m_pages.begin() + static_cast<std::ptrdiff_t>(m_head));
            m_head = 0;
        }
    }
    [[nodiscard]] std::size_t pageCount() const { return m_pages.size() - m_head; }

private:
    using Page = std::array<T, kPageItems>;
    using PagePtr = std::shared_ptr<Page>;
    [[nodiscard]] std::size_t placeOf(std::uint64_t number) const { return m_head + static_cast<std::size_t>(number / kPageItems - m_firstPage); }

    std::vector<PagePtr> m_pages;
    std::size_t m_head = 0;         // pages before it are gone
    PagePtr m_spare;                // the page that was emptied last, to be used again
    std::uint64_t m_firstPage = 0;  // number of the page at m_head
    std::uint64_t m_first = 0;
    std::uint64_t m_end = 0;
};

}  // namespace sim
