/* SPDX-License-Identifier: MIT */
/* Gauss and Legendre's rule. */
#ifndef PTVI_QUADRATURE_H
#define PTVI_QUADRATURE_H

/* Half of the nodes. */
#define PTVI_GAUSS_PAIRS 8

/* Nodes and weights of the 16-point rule on -1..1; then their mirror image. */
extern const double ptvi_gauss[PTVI_GAUSS_PAIRS][2];

#endif
