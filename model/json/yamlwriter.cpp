// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"
#include "model/json/yaml.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Only what no reader of any YAML version takes for something else stands without quotes.
bool isPlainScalar(const QString &text)
{
    static const QRegularExpression shape(u"^[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$"_s);
    static const QRegularExpression word(u"^(?:null|true|false|yes|no|on|off|y|n|inf|nan)$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return text.size() < 80 && shape.match(text).hasMatch() && !word.match(text).hasMatch();
}

class YamlText
{
public:
    explicit YamlText(int inlineDepth)
        : m_inlineDepth(inlineDepth)
    {
        m_out.SetIndent(2);
    }

    void write(const Json &json, int level);
    QByteArray text() const { return QByteArray(m_out.c_str(), qsizetype(m_out.size())) + '\n'; }

private:
    void string(const std::string &text);
    void style(int level)
    {
        if (level >= m_inlineDepth)
            m_out << YAML::Flow;
    }

    YAML::Emitter m_out;
    int m_inlineDepth;
};

void YamlText::string(const std::string &text)
{
    if (isPlainScalar(QString::fromStdString(text)))
        m_out << text;
    else
        m_out << YAML::DoubleQuoted << text;
}

void YamlText::write(const Json &json, int level)
{
    if (json.is_object()) {
        style(json.empty() ? m_inlineDepth : level);
        m_out << YAML::BeginMap;
        for (const auto &[key, value] : json.items()) {
            m_out << YAML::Key;
            string(key);
            m_out << YAML::Value;
            write(value, level + 1);
        }
        m_out << YAML::EndMap;
    } else if (json.is_array()) {
        style(json.empty() ? m_inlineDepth : level);
        m_out << YAML::BeginSeq;
        for (const Json &value : json)
            write(value, level + 1);
        m_out << YAML::EndSeq;
    } else if (json.is_string()) {
        string(json.get_ref<const std::string &>());
    } else if (json.is_null()) {
        m_out << YAML::Null;
    } else if (json.is_boolean()) {
        m_out << json.get<bool>();
    } else {
        m_out << numberText(json).toStdString();
    }
}

} // namespace

QByteArray writeYaml(const Json &json, int inlineDepth)
{
    YamlText writer(inlineDepth);
    writer.write(json, 0);
    return writer.text();
}

} // namespace longshore
