// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/environment.h"

#include "model/component/phpserialize.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

class Variables
{
public:
    void add(QLatin1String name, const QString &value) { lines.append(name + u'=' + value); }

    QStringList lines;
};

void addIdentity(Variables &variables, const EnvironmentInput &input, const ComponentDefinition &owner)
{
    variables.add("KBC_DATADIR"_L1, u"/data/"_s);
    variables.add("KBC_RUNID"_L1, input.runId);
    variables.add("KBC_PROJECTID"_L1, input.projectId);
    variables.add("KBC_CONFIGID"_L1, input.configId.isEmpty() ? anonymousConfigId(input.parameters) : input.configId);
    variables.add("KBC_CONFIGVERSION"_L1, input.configVersion);
    variables.add("KBC_COMPONENTID"_L1, owner.id);
    variables.add("KBC_STACKID"_L1, input.stackId);
    variables.add("KBC_STAGING_FILE_PROVIDER"_L1, input.stagingFileProvider);
    variables.add("KBC_PROJECT_FEATURE_GATES"_L1, input.projectFeatures.join(u','));
    variables.add("KBC_COMPONENT_RUN_MODE"_L1, input.runMode);
    if (input.projectFeatures.contains("new-native-types"_L1))
        variables.add("KBC_DATA_TYPE_SUPPORT"_L1, input.mainDataTypesSupport);
    if (!input.configRowId.isEmpty())
        variables.add("KBC_CONFIGROWID"_L1, input.configRowId);
    if (!input.branchId.isEmpty())
        variables.add("KBC_BRANCHID"_L1, input.branchId);
}

void addToken(Variables &variables, const EnvironmentInput &input, const ComponentDefinition &owner)
{
    if (owner.forwardToken) {
        variables.add("KBC_TOKEN"_L1, input.token);
        variables.add("KBC_URL"_L1, input.url);
    }
    if (!owner.forwardTokenDetails)
        return;
    variables.add("KBC_PROJECTNAME"_L1, input.projectName);
    variables.add("KBC_TOKENID"_L1, input.tokenId);
    variables.add("KBC_TOKENDESC"_L1, input.tokenDescription);
    if (!input.realUser.isEmpty())
        variables.add("KBC_REALUSER"_L1, input.realUser);
}

} // namespace

QStringList componentEnvironment(const EnvironmentInput &input, const ComponentDefinition &imageOwner)
{
    Variables variables;
    addIdentity(variables, input, imageOwner);
    addToken(variables, input, imageOwner);
    if (imageOwner.logging.type == "gelf"_L1 && !input.loggerAddress.isEmpty()) {
        variables.add("KBC_LOGGER_ADDR"_L1, input.loggerAddress);
        variables.add("KBC_LOGGER_PORT"_L1, QString::number(input.loggerPort));
    }
    return variables.lines;
}

QList<QByteArray> environmentSecrets(const EnvironmentInput &input)
{
    return input.token.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{input.token.toUtf8()};
}

QString anonymousConfigId(const QByteArray &parameters)
{
    return QString::fromLatin1(QCryptographicHash::hash(phpSerialize(parameters), QCryptographicHash::Sha1).toHex());
}

} // namespace longshore
