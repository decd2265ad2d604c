// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables.h"

#include "csv.h"
#include "errors.h"
#include "log.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>
#include <unordered_set>

namespace longshore::splitter
{

namespace
{

namespace fs = std::filesystem;

constexpr long RowsInFull = 100; ///< So many rows of a table get a line each in the log, then one in RowsPerLine.
constexpr long RowsPerLine = 1000;

std::string count(long n, const char *one)
{
    return std::to_string(n) + " " + one + (n == 1 ? "" : "s");
}

/// Every regular file that is neither hidden nor a manifest, as the runner itself looks at folders (contract F18).
std::set<fs::path> inputTables(const fs::path &folder)
{
    std::set<fs::path> tables;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && name.front() != '.' && !name.ends_with(".manifest"))
            tables.insert(entry.path());
    }
    if (error)
        throw ApplicationError("Cannot read the folder in/tables: " + error.message() + ".");
    if (tables.empty())
        throw UserError("There is no table in in/tables; add one to the input of the job.");
    return tables;
}

/// Splits one table, row by row.
class TableSplitter
{
public:
    TableSplitter(const fs::path &in, const fs::path &out, const Parameters &parameters)
        : m_name(in.filename().string())
        , m_parameters(parameters)
        , m_in(in, std::ios::binary)
        , m_out(out, std::ios::binary)
        , m_reader(m_in, m_name)
    {
        if (!m_in)
            throw ApplicationError("Cannot read the table in/tables/" + m_name + ".");
    }

    TableCounts run()
    {
        CsvRow row;
        if (!m_reader.next(row))
            throw UserError(m_name + " is empty; its first line must name the columns.");
        const std::size_t id = column(row, m_parameters.idColumn, "parameters.columns.id");
        const std::size_t text = column(row, m_parameters.textColumn, "parameters.columns.text");
        const std::size_t width = row.size();
        while (m_reader.next(row)) {
            ++m_counts.rows;
            if (row.size() == width)
                splitRow(row[id], row[text]);
            else
                leaveOut("has " + count(static_cast<long>(row.size()), "field") + " where the header has " +
                         std::to_string(width));
            if (m_parameters.delayMs > 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(m_parameters.delayMs));
        }
        m_out.close();
        if (!m_out)
            throw ApplicationError("Cannot write the table out/tables/" + m_name + "; is the disk full?");
        return m_counts;
    }

private:
    std::size_t column(const CsvRow &header, const std::string &name, const char *parameter) const
    {
        const auto it = std::find(header.begin(), header.end(), name);
        if (it != header.end())
            return static_cast<std::size_t>(it - header.begin());
        std::string names;
        for (const std::string &each : header)
            names += (names.empty() ? "" : ", ") + each;
        throw UserError(std::string(parameter) + " names the column \"" + name + "\", but " + m_name +
                        " has only: " + names + ".");
    }
    std::string where() const { return m_name + ", line " + std::to_string(m_reader.line()); }
    void leaveOut(const std::string &why)
    {
        ++m_counts.leftOut;
        warn(where() + " " + why + "; left out.");
    }
    void splitRow(const std::string &id, const std::string &text)
    {
        Pieces pieces = splitText(text, m_parameters.rule);
        if (pieces.texts.empty() && m_parameters.keepEmpty)
            pieces.texts.emplace_back();
        if (pieces.texts.empty())
            return leaveOut("(" + id + ") has no text");
        if (!m_ids.insert(id).second)
            return leaveOut("repeats the id " + id);
        if (pieces.replacedBytes)
            warn(where() + " (" + id + ") is not valid UTF-8; what is not was replaced.");
        if (pieces.cutWord)
            warn(where() + " (" + id + ") has a word that had to be cut.");
        long part = 0;
        for (const std::string &piece : pieces.texts) {
            const std::string number = std::to_string(++part);
            writeCsvRow(m_out, {m_parameters.idPrefix + id + "-" + number, id, number, piece});
        }
        m_counts.pieces += part;
        if (m_counts.rows <= RowsInFull || m_counts.rows % RowsPerLine == 0)
            say(m_name + ", row " + std::to_string(m_counts.rows) + " (" + id +
                "): " + count(static_cast<long>(pieces.characters), "character") + ", " + count(part, "piece"));
    }

    std::string m_name;
    const Parameters &m_parameters;
    std::ifstream m_in;
    std::ofstream m_out;
    CsvReader m_reader;
    std::unordered_set<std::string> m_ids; // The output's primary key is made of them.
    TableCounts m_counts;
};

/// `columns` in a manifest says that the table has no header row (contract F22), and so it has none.
void writeManifest(const fs::path &table)
{
    const nlohmann::ordered_json manifest = {
        {"columns", {"id", "source_id", "part", "text"}}, {"primary_key", {"id"}}, {"incremental", false}};
    fs::path path = table;
    path += ".manifest";
    std::ofstream out(path);
    out << manifest.dump(4) << '\n';
    out.close();
    if (!out)
        throw ApplicationError("Cannot write the manifest of out/tables/" + table.filename().string() + ".");
}

} // namespace

std::map<std::string, TableCounts> splitTables(const fs::path &data, const Parameters &parameters)
{
    const fs::path folder = data / "out" / "tables";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw ApplicationError("Cannot make the folder out/tables: " + error.message() + ".");
    std::map<std::string, TableCounts> counts;
    for (const fs::path &table : inputTables(data / "in" / "tables")) {
        const std::string name = table.filename().string();
        say("Splitting " + name);
        const TableCounts &done = counts[name] = TableSplitter(table, folder / name, parameters).run();
        writeManifest(folder / name);
        say(name + ": " + count(done.rows, "row") + " read, " + count(done.pieces, "piece") + " written, " +
            count(done.leftOut, "row") + " left out");
    }
    return counts;
}

} // namespace longshore::splitter
