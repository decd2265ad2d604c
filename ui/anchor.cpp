// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the layer a library until its first page lands.
