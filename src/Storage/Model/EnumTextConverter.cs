using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Experiments.Storage.Model;

/// <summary>Converts enum values to and from their text in the tables.</summary>
internal sealed class EnumTextConverter<T>()
    : ValueConverter<T, string>(value => EnumText.Write(value), text => EnumText.Read<T>(text))
    where T : struct, Enum;
