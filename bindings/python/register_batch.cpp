// SPDX-License-Identifier: Apache-2.0
//
// Observations as columns: one array a field, each with a value that stands for "unknown".

#include <algorithm>
#include <type_traits>

#include "convert.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

template <class T>
using Column = py::array_t<T, py::array::c_style>;

// A field's type as NumPy sees it: words as their place in the list, flags as -1, 0, 1.
template <class T>
struct Numpy {
    using type = std::uint8_t;
    static std::uint8_t out(T word) { return static_cast<std::uint8_t>(word); }
    static T in(std::uint8_t place) {
        return place < Words<T>::list.size() ? static_cast<T>(place) : T::unknown;
    }
};

template <>
struct Numpy<Flag> {
    using type = std::int8_t;
    static std::int8_t out(Flag flag) {
        return static_cast<std::int8_t>(static_cast<int>(flag) - 1);
    }
    static Flag in(std::int8_t value) { return value < 0 ? Flag::unknown : to_flag(value != 0); }
};

template <class T>
requires std::is_arithmetic_v<T>
struct Numpy<T> {
    using type = T;
    static T out(T value) { return value; }
    static T in(T value) { return value; }
};

template <class T, class Read>
Column<T> to_column(const Batch& batch, Read read) {
    Column<T> column(static_cast<py::ssize_t>(batch.rows.size()));
    T* out = column.mutable_data();
    const py::gil_scoped_release free;
    for (const Observation& seen : batch.rows) *out++ = read(seen);
    return column;
}

py::dict to_columns(const Batch& batch) {
    py::dict columns;
    columns["lift"] = to_column<LiftIndex>(batch, [](const Observation& o) { return o.lift; });
    columns["time"] = to_column<std::int64_t>(
        batch, [](const Observation& o) { return to_milliseconds(o.time); });
    detail::for_each_field([&](const char* name, auto field) {
        using T = std::remove_cvref_t<decltype(std::declval<Observation>().*field)>;
        columns[name] = to_column<typename Numpy<T>::type>(
            batch, [field](const Observation& o) { return Numpy<T>::out(o.*field); });
    });
    return columns;
}

template <class T>
Column<T> column_of(const py::dict& columns, const char* name, std::size_t rows) {
    auto column = py::cast<Column<T>>(columns[name]);
    if (column.ndim() != 1 || static_cast<std::size_t>(column.size()) != rows) {
        throw py::value_error(std::string("column '") + name + "' is not as long as 'time'");
    }
    return column;
}

Batch from_columns(const py::dict& columns) {
    const auto time = py::cast<Column<std::int64_t>>(columns["time"]);
    Batch batch;
    batch.rows.resize(static_cast<std::size_t>(time.size()));
    const auto lift = column_of<LiftIndex>(columns, "lift", batch.rows.size());
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
        batch.rows[i].time = to_time(time.data()[i]);
        batch.rows[i].lift = lift.data()[i];
    }
    detail::for_each_field([&](const char* name, auto field) {
        if (!columns.contains(name)) return;
        using T = std::remove_cvref_t<decltype(std::declval<Observation>().*field)>;
        const auto column = column_of<typename Numpy<T>::type>(columns, name, batch.rows.size());
        const auto* value = column.data();
        const py::gil_scoped_release free;
        for (Observation& seen : batch.rows) seen.*field = Numpy<T>::in(*value++);
    });
    return batch;
}

// Faults are rare: they come apart from the columns, as (row, dialect, code, cleared).
using FaultRow = std::tuple<std::size_t, std::string, std::string, bool>;

std::vector<FaultRow> faults_of(const Batch& batch) {
    std::vector<FaultRow> faults;
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
        const NativeFault& fault = batch.rows[i].fault;
        if (fault.empty()) continue;
        faults.emplace_back(i, fault.dialect.view(), fault.code.view(), fault.cleared);
    }
    return faults;
}

void set_faults(Batch& batch, const std::vector<FaultRow>& faults) {
    for (const auto& [row, dialect, code, cleared] : faults) {
        NativeFault& fault = batch.rows.at(row).fault;
        const bool whole = !dialect.empty() && !code.empty();
        if (!whole || !fault.dialect.assign(dialect) || !fault.code.assign(code)) {
            std::string sentence = "row " + std::to_string(row) + ": fault '";
            sentence += dialect;
            sentence += ':';
            sentence += code;
            sentence += "' is empty or too long";
            throw py::value_error(sentence);
        }
        fault.cleared = cleared;
    }
}

// How many observations there were of lifts that the registry does not have.
std::size_t drop_strangers(Batch& batch) {
    return std::erase_if(batch.rows, [](const Observation& seen) { return seen.lift == no_lift; });
}

}  // namespace

void register_batch(py::module_& module) {
    py::class_<Batch>(module, "Batch", "Observations, held in C++.")
        .def(py::init(&from_columns), "columns"_a)
        .def("__len__", [](const Batch& batch) { return batch.rows.size(); })
        .def("columns", &to_columns)
        .def("faults", &faults_of)
        .def("set_faults", &set_faults, "faults"_a)
        .def("drop_strangers", &drop_strangers);
}
