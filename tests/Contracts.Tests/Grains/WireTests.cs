using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Experiments.Contracts.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;

namespace Experiments.Contracts.Tests.Grains;

/// <summary>What holds of every message between client and silo.</summary>
public sealed class WireTests
{
    private static readonly Type[] Messages =
    [
        .. typeof(Lease).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            .Where(type => !type.IsSubclassOf(typeof(Exception))),
    ];

    /// <summary>A name of its own, so that a type may be moved and renamed.</summary>
    [Fact]
    public void Messages_OfTheWire_HaveAnAliasEach()
    {
        Messages.Length.ShouldBeGreaterThan(10);
        var aliases = Messages.Select(type => (type.Name, type.GetCustomAttribute<AliasAttribute>()?.Alias)).ToArray();
        aliases.ShouldAllBe(type => type.Alias != null && type.Alias.StartsWith("experiments."));
        aliases.Select(type => type.Alias).ShouldBeUnique();
    }

    /// <summary>A property without a number is lost on the way, without a word.</summary>
    [Fact]
    public void Properties_OfMessages_HaveANumberOfTheirOwn()
    {
        foreach (var type in Messages.Where(type => !type.IsEnum))
        {
            var stored = type.GetProperties().Where(property => property.CanWrite).ToArray();
            stored.Where(property => NumberOf(property) is null)
                .Select(property => $"{type.Name}.{property.Name}").ShouldBeEmpty();
            stored.Select(NumberOf).ShouldBeUnique(type.Name);
        }
    }

    [Fact]
    public void Serialize_EveryMessageWithEveryProperty_LosesNothing()
    {
        using var services = new ServiceCollection()
            .AddSerializer(serializer => serializer.AddAssembly(typeof(Lease).Assembly)).BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        foreach (var type in Messages.Where(type => !type.IsEnum && type.GetProperties().Length > 0))
        {
            var message = Filled(type);
            var read = serializer.Deserialize<object>(serializer.SerializeToArray(message));
            read.ShouldBeOfType(type);
            JsonSerializer.Serialize(read, type).ShouldBe(JsonSerializer.Serialize(message, type));
        }
    }

    /// <summary>One with a value in each of its properties that is not the default.</summary>
    private static object Filled(Type type)
    {
        var message = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            if (Value(property.PropertyType) is { } value) property.SetValue(message, value);
        return message;
    }

    private static object? Value(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Value(underlying);
        if (type == typeof(string)) return "text";
        if (type == typeof(Guid)) return new Guid("2f7cbb4b-6b1b-4d43-8a3b-8d3c3a2f9d10");
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(7);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type == typeof(bool)) return true;
        if (type.IsPrimitive) return Convert.ChangeType(7, type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return Items(type.GetGenericArguments()[0]);
        return Messages.Contains(type) ? Filled(type) : null;
    }

    private static object Items(Type item)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(Value(item), 0);
        return typeof(Immutably).GetMethod(nameof(Immutably.Of))!
            .MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static uint? NumberOf(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>()?.Id;

    private static class Immutably
    {
        public static ImmutableArray<T> Of<T>(T[] items) => [.. items];
    }
}
