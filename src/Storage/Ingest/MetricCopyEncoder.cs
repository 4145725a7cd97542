using System.Buffers;
using System.Buffers.Binary;
using Experiments.Contracts.Metrics;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Writes metric rows in the binary format of PostgreSQL's COPY
/// (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4): big-endian, each field after its length.
/// Columns: trial_id, metric_id, step, at, value, kind.
/// </summary>
internal static class MetricCopyEncoder
{
    private const int RowSize = 2 + (6 * 4) + 8 + 4 + 8 + 8 + 8 + 2;
    private const long TicksAtPostgresEpoch = 630_822_816_000_000_000; // 2000-01-01

    // Signature, no flags, no extension.
    private static ReadOnlySpan<byte> Header =>
        [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static void WriteHeader(IBufferWriter<byte> to) => to.Write<byte>(Header);

    public static void WriteTrailer(IBufferWriter<byte> to) => to.Write<byte>([255, 255]);

    public static void WriteRow(IBufferWriter<byte> to, long trial, int metric, DateTimeOffset at, in MetricPoint point)
    {
        var kind = MetricValue.KindOf(point.Value);
        var row = new Row(to.GetSpan(RowSize));
        row.Int16(6);
        row.Field(trial);
        row.Field(metric);
        row.Field(point.Step);
        row.Field((at.UtcTicks - TicksAtPostgresEpoch) / TimeSpan.TicksPerMicrosecond);
        if (kind == MetricValue.Finite) row.Field(BitConverter.DoubleToInt64Bits(point.Value));
        else row.Null();
        row.Field(kind);
        to.Advance(row.Length);
    }

    private ref struct Row(Span<byte> span)
    {
        private readonly Span<byte> _span = span;

        public int Length { get; private set; }

        public void Field(long value)
        {
            Int32(8);
            BinaryPrimitives.WriteInt64BigEndian(_span[Length..], value);
            Length += 8;
        }

        public void Field(int value)
        {
            Int32(4);
            Int32(value);
        }

        public void Field(short value)
        {
            Int32(2);
            Int16(value);
        }

        public void Null() => Int32(-1);

        public void Int16(short value)
        {
            BinaryPrimitives.WriteInt16BigEndian(_span[Length..], value);
            Length += 2;
        }

        private void Int32(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_span[Length..], value);
            Length += 4;
        }
    }
}
