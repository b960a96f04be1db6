// SPDX-License-Identifier: MIT
// The library as a part of a program in C++.
#include "postventa.c"
