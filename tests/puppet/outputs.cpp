// SPDX-License-Identifier: GPL-3.0-or-later
#include "step.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace puppet
{

namespace fs = std::filesystem;

static void say(FILE *stream, const std::string &text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

static void list(const std::string &folder)
{
    std::vector<std::string> lines;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        struct stat info {};
        ::lstat(entry.path().c_str(), &info);
        char text[64];
        std::snprintf(text, sizeof text, "%c %04o %u:%u ", S_ISDIR(info.st_mode) ? 'd' : S_ISLNK(info.st_mode) ? 'l' : 'f',
                      unsigned(info.st_mode & 07777), unsigned(info.st_uid), unsigned(info.st_gid));
        lines.push_back(text + fs::relative(entry.path(), folder).string() + '\n');
    }
    std::sort(lines.begin(), lines.end(), [](const std::string &a, const std::string &b) {
        return a.substr(a.find(' ', 7)) < b.substr(b.find(' ', 7));
    });
    for (const std::string &line : lines)
        say(stdout, line);
}

static void environment(const std::string &name)
{
    for (char **variable = environ; *variable; ++variable) {
        const std::string line = *variable;
        if (name.empty() || line.starts_with(name + '='))
            say(stdout, line + '\n');
    }
}

bool outputStep(const std::string &name, const Json &argument)
{
    if (name == "print" || name == "error") {
        say(name == "print" ? stdout : stderr, argument[name].get<std::string>() + (argument.value("raw", false) ? "" : "\n"));
    } else if (name == "flood") {
        FILE *stream = argument.value("stream", "stdout") == "stderr" ? stderr : stdout;
        const std::string text = argument.value("text", "line");
        std::string block;
        for (int i = 0, count = argument.at("lines"); i < count; ++i) {
            block += text + ' ' + std::to_string(i) + '\n';
            if (block.size() > 32768 || i + 1 == count)
                say(stream, std::exchange(block, {}));
        }
    } else if (name == "show") {
        say(stdout, contents(pathOf(argument)));
    } else if (name == "list") {
        list(pathOf(argument));
    } else if (name == "env") {
        environment(argument.get<std::string>());
    } else if (name == "whoami") {
        say(stdout, std::to_string(::getuid()) + ':' + std::to_string(::getgid()) + '\n');
    } else {
        return false;
    }
    return true;
}

} // namespace puppet
