// The exit codes that schedulers and scripts rely on. Never renumber.
#pragma once

namespace audit {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFindings = 1;      ///< findings at or above --fail-on; wins over kExitNotFullyRead
inline constexpr int kExitSetup = 2;         ///< could not run: usage, policy, output, lock; or was interrupted
inline constexpr int kExitNotFullyRead = 3;  ///< ran, but some documents were not fully read

}  // namespace audit
