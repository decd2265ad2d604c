// SPDX-License-Identifier: GPL-3.0-or-later
#include "step.h"

#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

namespace puppet
{

namespace fs = std::filesystem;

static void write(const std::string &path, const std::string &text, bool append = false)
{
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream file(path, std::ios::binary | (append ? std::ios::app : std::ios::trunc));
    if (!(file << text << std::flush))
        failed("write " + path);
}

bool fileStep(const std::string &name, const Json &argument)
{
    if (name == "write") {
        write(pathOf(argument), argument.at("text"), argument.value("append", false));
    } else if (name == "copy") {
        const fs::path to = pathOf(argument, "to");
        fs::create_directories(to.parent_path());
        fs::copy(pathOf(argument, "from"), to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    } else if (name == "remove") {
        fs::remove_all(pathOf(argument));
    } else if (name == "mkdir") {
        fs::create_directories(pathOf(argument));
    } else if (name == "chmod") {
        ::chmod(pathOf(argument).c_str(), mode_t(std::stoi(argument.at("mode").get<std::string>(), nullptr, 8)));
    } else if (name == "state") {
        write(under("out/state.json"), argument.is_string() ? argument.get<std::string>() : argument.dump());
    } else {
        return false;
    }
    return true;
}

static void makeSocket(const std::string &path)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    if (::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        failed("bind " + path);
}

bool hostileStep(const std::string &name, const Json &argument)
{
    int result = 0;
    if (name == "link") {
        result = ::symlink(argument.at("target").get<std::string>().c_str(), pathOf(argument).c_str());
    } else if (name == "hardlink") {
        result = ::link(pathOf(argument, "target").c_str(), pathOf(argument).c_str());
    } else if (name == "fifo") {
        result = ::mkfifo(pathOf(argument).c_str(), 0644);
    } else if (name == "device") {
        result = ::mknod(pathOf(argument).c_str(), S_IFCHR | 0644, makedev(1, 3));
    } else if (name == "socket") {
        makeSocket(pathOf(argument));
    } else if (name == "sparse") {
        write(pathOf(argument), {});
        result = ::truncate(pathOf(argument).c_str(), argument.at("bytes").get<off_t>());
    } else if (name == "many") {
        fs::create_directories(pathOf(argument));
        for (int i = 0, count = argument.at("count"); i < count; ++i)
            std::ofstream(pathOf(argument) + '/' + std::to_string(i));
    } else if (name == "deep") {
        std::string path = pathOf(argument);
        for (int i = 0, depth = argument.at("depth"); i < depth; ++i)
            path += "/d";
        fs::create_directories(path);
    } else {
        return false;
    }
    if (result != 0)
        failed(name);
    return true;
}

} // namespace puppet
