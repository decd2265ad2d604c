// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over its corpus in the normal build, where no fuzzer is: every file below the folders given, each
// in memory of its own size. Prints totals as Qt Test does. A target that finds something wrong aborts.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (int i = 1; i < argc; ++i)
        for (const auto &entry : fs::recursive_directory_iterator(argv[i]))
            if (entry.is_regular_file())
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path &path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        std::printf("replaying %s\n", path.c_str());
        std::fflush(stdout); // the last one named is the one that crashed
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
    }
    std::printf("Totals: %zu passed, %d failed, 0 skipped, 0 blacklisted\n", files.size(), files.empty() ? 1 : 0);
    return files.empty();
}
