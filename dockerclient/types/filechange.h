// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// One object of `GET /containers/{id}/changes`: a path that is not as in the image. A folder counts as modified when
/// something below it changed. What lies on volumes and binds is not told.
struct FileChange {
    enum class Kind { Modified = 0, Added = 1, Deleted = 2 }; ///< as the engine numbers them

    QString path; ///< absolute
    Kind kind = Kind::Modified;

    bool operator==(const FileChange &) const = default;
    static FileChange fromJson(const nlohmann::json &json);
};

} // namespace longshore
