using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Experiments.Storage.Model;

/// <summary>
/// Converts times to and from their text in SQLite, which has no type for them. The texts are all in UTC, so they sort
/// and compare like the times.
/// </summary>
internal sealed class SqliteTimeConverter()
    : ValueConverter<DateTimeOffset, string>(time => Write(time), text => Read(text))
{
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
