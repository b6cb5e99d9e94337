// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace model {

/// A sentence for the user: what went wrong, where, and what to do about it.
struct Error {
    QString sentence;
};

/// What a call that may meet bad input or a failing disk returns: the value, or one sentence.
/// Programmer mistakes are asserted instead; exceptions do not cross a layer.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_content(std::move(value)) {}
    Result(Error error) : m_content(std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T& value() const& { return std::get<0>(m_content); }
    [[nodiscard]] T& value() & { return std::get<0>(m_content); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(m_content)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::get<0>(std::move(m_content)); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    [[nodiscard]] const QString& error() const { return std::get<1>(m_content).sentence; }

private:
    std::variant<T, Error> m_content;
};

/// The result of a call that has nothing to return.
struct Done {};

}  // namespace model
