% Format declarations, in limbo: the words that cweave sets as types or keywords. Types of the book, then those of foreign headers.
@s restrict const
@s _Noreturn static
@s __attribute__ alignas
@s bool int
@s int32_t int
@s uint8_t int
@s uint32_t int
@s uint64_t int
@s int64_t int
@s size_t int
@s FILE int
@s va_list int
@s sigset_t int
@s time_t int
@s CliKind int
@s CliParam int
