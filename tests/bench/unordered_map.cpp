// SPDX-License-Identifier: GPL-3.0-or-later
// A peer for the bench of hash tables: the same number of insertions into std::unordered_map and
// std::unordered_set, given their buckets beforehand as the simulated tables are given their slots.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <unordered_map>
#include <unordered_set>

namespace {

struct Mix {
    std::size_t operator()(std::uint32_t key) const {
        std::uint64_t z = key * 0x9E3779B97F4A7C15U;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>(z ^ z >> 31);
    }
};

constexpr int tables = 5;
constexpr std::uint32_t keys = 943718; // .9 of 2^20

template <typename Fill> void report(const char *name, Fill fill)
{
    using clock = std::chrono::steady_clock;
    const auto start = clock::now();
    std::uint64_t met = 0;
    for (std::uint32_t table = 0; table < tables; table++)
        met += fill(table * keys);
    const double seconds = std::chrono::duration<double>(clock::now() - start).count();
    std::printf("beside: %-26s %11.0f operations/s (%llu keys)\n", name, tables * double(keys) / seconds,
                static_cast<unsigned long long>(met));
}

} // namespace

int main()
{
    report("std::unordered_map", [](std::uint32_t first) {
        std::unordered_map<std::uint32_t, std::uint32_t, Mix> map(1U << 20);
        for (std::uint32_t i = 0; i < keys; i++)
            map.emplace(first + i, i);
        return map.size();
    });
    report("std::unordered_set", [](std::uint32_t first) {
        std::unordered_set<std::uint32_t, Mix> set(1U << 20);
        for (std::uint32_t i = 0; i < keys; i++)
            set.insert(first + i);
        return set.size();
    });
}
