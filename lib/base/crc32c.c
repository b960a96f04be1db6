/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/processor.h"

/* What each value of a byte adds to the checksum: the sum, without carries, of what its bits add. */
#define BIT(byte, i, adds) ((byte) >> (i)&1 ? (adds) : 0)
#define BYTE(byte, a, b, c, d, e, f, g, h)                                                         \
    BIT(byte, 0, a) ^ BIT(byte, 1, b) ^ BIT(byte, 2, c) ^ BIT(byte, 3, d) ^ BIT(byte, 4, e) ^      \
        BIT(byte, 5, f) ^ BIT(byte, 6, g) ^ BIT(byte, 7, h)
#define FOUR(byte, ...)                                                                            \
    BYTE(byte, __VA_ARGS__), BYTE((byte) + 1, __VA_ARGS__), BYTE((byte) + 2, __VA_ARGS__),         \
        BYTE((byte) + 3, __VA_ARGS__)
#define SIXTEEN(byte, ...)                                                                         \
    FOUR(byte, __VA_ARGS__), FOUR((byte) + 4, __VA_ARGS__), FOUR((byte) + 8, __VA_ARGS__),         \
        FOUR((byte) + 12, __VA_ARGS__)
#define SIXTY_FOUR(byte, ...)                                                                      \
    SIXTEEN(byte, __VA_ARGS__), SIXTEEN((byte) + 16, __VA_ARGS__),                                 \
        SIXTEEN((byte) + 32, __VA_ARGS__), SIXTEEN((byte) + 48, __VA_ARGS__)
#define TABLE(...)                                                                                 \
    {                                                                                              \
        SIXTY_FOUR(0, __VA_ARGS__), SIXTY_FOUR(64, __VA_ARGS__), SIXTY_FOUR(128, __VA_ARGS__),     \
            SIXTY_FOUR(192, __VA_ARGS__)                                                           \
    }

/* Of eight bytes, the first one first, each with the rest behind it; for the reflected polynomial
 * 0x82F63B78. The last is that of a byte by itself. */
enum { EIGHT = 8, LAST = EIGHT - 1 };
static const uint32_t table[EIGHT][256] = {
    TABLE(0x493C7D27, 0x9278FA4E, 0x211D826D, 0x423B04DA, 0x847609B4, 0x0D006599, 0x1A00CB32,
          0x34019664),
    TABLE(0x68032CC8, 0xD0065990, 0xA5E0C5D1, 0x4E2DFD53, 0x9C5BFAA6, 0x3D5B83BD, 0x7AB7077A,
          0xF56E0EF4),
    TABLE(0xEF306B19, 0xDB8CA0C3, 0xB2F53777, 0x6006181F, 0xC00C303E, 0x85F4168D, 0x0E045BEB,
          0x1C08B7D6),
    TABLE(0x38116FAC, 0x7022DF58, 0xE045BEB0, 0xC5670B91, 0x8F2261D3, 0x1BA8B557, 0x37516AAE,
          0x6EA2D55C),
    TABLE(0xDD45AAB8, 0xBF672381, 0x7B2231F3, 0xF64463E6, 0xE964B13D, 0xD725148B, 0xABA65FE7,
          0x52A0C93F),
    TABLE(0xA541927E, 0x4F6F520D, 0x9EDEA41A, 0x38513EC5, 0x70A27D8A, 0xE144FB14, 0xC76580D9,
          0x8B277743),
    TABLE(0x13A29877, 0x274530EE, 0x4E8A61DC, 0x9D14C3B8, 0x3FC5F181, 0x7F8BE302, 0xFF17C604,
          0xFBC3FAF9),
    TABLE(0xF26B8303, 0xE13B70F7, 0xC79A971F, 0x8AD958CF, 0x105EC76F, 0x20BD8EDE, 0x417B1DBC,
          0x82F63B78),
};

/* Eight bytes at a time, for what they add does not depend on one another. */
static uint32_t by_table(uint32_t crc, const uint8_t *bytes, size_t n) {
    for (; n >= EIGHT; n -= EIGHT, bytes += EIGHT) {
        uint64_t word = ptvi_get64(bytes) ^ crc;
        crc = 0;
        for (int i = 0; i < EIGHT; i++)
            crc ^= table[i][word >> 8 * i & 0xFF];
    }
    for (; n > 0; n--, bytes++)
        crc = crc >> 8 ^ table[LAST][(crc ^ *bytes) & 0xFF];
    return crc;
}

#ifdef PTVI_X86
#include <immintrin.h>
/* The set that says that there is an instruction for it. It came with SSE 4.2, before this set. */
#define PTVI_CRC PTVI_AVX2

__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes,
                                                                 size_t n) {
    uint64_t wide = crc;
    for (; n >= EIGHT; n -= EIGHT, bytes += EIGHT)
        wide = _mm_crc32_u64(wide, ptvi_get64(bytes));
    crc = (uint32_t)wide;
    for (; n > 0; n--, bytes++)
        crc = _mm_crc32_u8(crc, *bytes);
    return crc;
}
#elif defined(__ARM_FEATURE_CRC32) && !defined(PTV_PORTABLE)
#include <arm_acle.h>
#define PTVI_CRC 0

/* By the processor's own instruction, where the library is compiled for it. */
static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes, size_t n) {
    for (; n >= EIGHT; n -= EIGHT, bytes += EIGHT)
        crc = __crc32cd(crc, ptvi_get64(bytes));
    for (; n > 0; n--, bytes++)
        crc = __crc32cb(crc, *bytes);
    return crc;
}
#endif

uint32_t ptvi_crc32c_with(unsigned processor, uint32_t crc, const uint8_t *bytes, size_t n) {
#ifdef PTVI_CRC
    if ((processor & PTVI_CRC) == PTVI_CRC)
        return ~by_instruction(~crc, bytes, n);
#endif
    (void)processor;
    return ~by_table(~crc, bytes, n);
}

uint32_t ptvi_crc32c(uint32_t crc, const uint8_t *bytes, size_t n) {
    return ptvi_crc32c_with(ptvi_processor(), crc, bytes, n);
}
