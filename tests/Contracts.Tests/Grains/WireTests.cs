using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.GoldenFiles;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Experiments.Contracts.Tests.Grains;

/// <summary>Checks every message between client and silo.</summary>
public sealed class WireTests
{
    private static readonly Serializer Serializer = new ServiceCollection()
        .AddSerializer(serializer => serializer.AddAssembly(typeof(Lease).Assembly).AddWireTypes())
        .BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly Exception[] Thrown =
        [new UserErrorException("try again"), new LeaseLostException("gone"), new ClusterFaultException("broken")];

    private static readonly Type[] Messages =
    [
        .. typeof(Lease).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            .Where(type => !type.IsSubclassOf(typeof(Exception))),
    ];

    /// <summary>With a unique alias, a type may be moved and renamed.</summary>
    [Fact]
    public void Messages_OfTheWire_HaveAnAliasEach()
    {
        Messages.Length.ShouldBeGreaterThan(10);
        var aliases = Messages.Select(type => (type.Name, Alias: AliasOf(type))).ToArray();
        aliases.ShouldAllBe(type => type.Alias != null && type.Alias.StartsWith("experiments."));
        aliases.Select(type => type.Alias).ShouldBeUnique();
    }

    /// <summary>A property without a number is silently not sent.</summary>
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
        foreach (var type in Messages.Where(type => !type.IsEnum && type.GetProperties().Length > 0))
        {
            var message = Filled(type);
            var read = Serializer.Deserialize<object>(Serializer.SerializeToArray(message));
            read.ShouldBeOfType(type);
            JsonSerializer.Serialize(read, type).ShouldBe(JsonSerializer.Serialize(message, type));
        }
    }

    /// <summary>
    /// Programs of other commits send these bytes. Lines are only ever added: with a new message, and when a message
    /// gains a property, below its old bytes, which must still be read.
    /// </summary>
    [Fact]
    public void Serialize_EveryMessage_GivesTheLastOfItsFrozenBytes()
    {
        var frozen = Newest();

        Golden.Append("wire.txt", Sent().Select(sent => (sent.Name, Bytes: BytesOf(sent.Value)))
            .Where(sent => frozen.GetValueOrDefault(sent.Name) != sent.Bytes)
            .Select(sent => $"{sent.Name} {sent.Bytes}"));
    }

    [Fact]
    public void Deserialize_FrozenBytes_GivesTheMessages()
    {
        var sent = Sent().ToDictionary(message => message.Name, message => message.Value);
        foreach (var (name, bytes) in Frozen()) Read(bytes).GetType().ShouldBe(sent[name].GetType(), name);
        foreach (var (name, bytes) in Newest()) Text(Read(bytes)).ShouldBe(Text(sent[name]), name);
    }

    /// <summary>Covers the calls that programs of other commits make, and the numbers of enum members.</summary>
    [Fact]
    public void Calls_OfGrains_NeverChange()
    {
        var calls = typeof(Lease).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))
            .SelectMany(type => type.GetMethods(), (type, method) => $"{AliasOf(type)} {AliasOf(method)}("
                + string.Join(", ", method.GetParameters().Select(parameter => Word(parameter.ParameterType)))
                + $") {Word(method.ReturnType)}");
        var enums = Messages.Where(type => type.IsEnum).Select(type => $"{AliasOf(type)} "
            + string.Join(' ', Enum.GetValues(type).Cast<object>().Select(value => $"{value}={value:D}")));

        Golden.Check("calls.txt", Lines(calls.Concat(enums)));
    }

    public static TheoryData<Exception> Faults => new(Thrown);

    [Theory, MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Serialize_FaultThatTravels_ArrivesAsItIs(Exception fault)
    {
        var read = Serializer.Deserialize<Exception>(Serializer.SerializeToArray(fault))!;
        read.GetType().ShouldBe(fault.GetType());
        read.Message.ShouldBe(fault.Message);
    }

    /// <summary>Returns each message, other specifications and arguments, and what grains throw.</summary>
    private static IEnumerable<(string Name, object Value)> Sent() =>
    [
        .. Messages.Where(IsRecord).Select(type => (AliasOf(type)!, Filled(type))),
        .. Specs().Select(spec => ($"spec/{spec.Name}", (object)spec)),
        ("assignments", ImmutableArray.Create(Assigned(), Assignment.Empty)),
        .. Thrown.Select(fault => ($"fault/{fault.GetType().Name}", (object)fault)),
    ];

    private static IEnumerable<(string Name, string Bytes)> Frozen() =>
        Golden.Read("wire.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).Select(parts => (parts[0], parts[1]));

    private static Dictionary<string, string> Newest() =>
        Frozen().GroupBy(line => line.Name).ToDictionary(lines => lines.Key, lines => lines.Last().Bytes);

    private static string BytesOf(object value) => Convert.ToHexString(Serializer.SerializeToArray<object>(value));

    private static object Read(string bytes) => Serializer.Deserialize<object>(Convert.FromHexString(bytes))!;

    private static string Text(object value) =>
        value is Exception fault ? fault.Message : JsonSerializer.Serialize(value, value.GetType());

    /// <summary>Returns an instance whose properties all differ from their defaults.</summary>
    private static object Filled(Type type)
    {
        var message = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            property.SetValue(message, Value(property.PropertyType));
        return message;
    }

    private static object Value(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Value(underlying);
        if (type == typeof(string)) return "text";
        if (type == typeof(SweepSpec)) return Spec();
        if (type == typeof(Assignment)) return Assigned();
        if (type == typeof(Guid)) return new Guid("2f7cbb4b-6b1b-4d43-8a3b-8d3c3a2f9d10");
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(7);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type == typeof(bool)) return true;
        if (type.IsPrimitive) return Convert.ChangeType(7, type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return Items(type.GetGenericArguments()[0]);
        return Messages.Contains(type)
            ? Filled(type)
            : throw new NotSupportedException($"Give a property of type {type} a value here.");
    }

    private static object Items(Type item)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(Value(item), 0);
        return typeof(Immutably).GetMethod(nameof(Immutably.Of))!
            .MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static SweepSpec Spec()
    {
        var space = new SearchSpace([new Parameter("rate", new Distribution.LogUniform(0.001, 1), [])]);
        return new SweepSpec
        {
            Name = "sweep",
            Workload = new WorkloadSpec.BuiltIn("wait", null),
            Metric = "value",
            Search = new SearchSpec
            {
                Space = space,
                Method = SearchMethod.Tpe,
                Goal = Goal.Maximize,
                Seed = 7,
                RunCap = 9,
            },
        };
    }

    private static IEnumerable<SweepSpec> Specs()
    {
        yield return Spec() with
        {
            Name = "assembly",
            Workload = new WorkloadSpec.FromAssembly("/a/Mine.dll", "Mine.It")
        };
        yield return Spec() with
        {
            Name = "program",
            Workload = new WorkloadSpec.Program("train.py", ["${program}", "${args}"])
            {
                Directory = "/a",
                Environment = ImmutableSortedDictionary<string, string>.Empty.Add("A", "b"),
                TimeLimit = TimeSpan.FromMinutes(1),
                MemoryLimit = 1 << 30,
            },
        };
        EarlyTermination[] terminations =
        [
            new EarlyTermination.Asha("epoch", 1, 2, 8, 2), new EarlyTermination.Hyperband(1, 8, 2, 2),
            new EarlyTermination.Median(1, 2), new EarlyTermination.Plateau(5, 0.01),
        ];
        foreach (var termination in terminations)
        {
            yield return Spec() with
            {
                Name = termination.GetType().Name,
                Search = Spec().Search with { EarlyTermination = termination },
            };
        }
    }

    private static Assignment Assigned() =>
        new([KeyValuePair.Create<string, ParameterValue>("rate", new ParameterValue.Number(0.125))]);

    private static bool IsRecord(Type type) => !type.IsEnum && !type.Name.EndsWith("Surrogate");

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static string Word(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Word))}>"
        : AliasOf(type) ?? type.Name;

    private static string Lines(IEnumerable<string> lines) =>
        string.Concat(lines.Order(StringComparer.Ordinal).Select(line => line + '\n'));

    private static uint? NumberOf(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>()?.Id;

    private static class Immutably
    {
        public static ImmutableArray<T> Of<T>(T[] items) => [.. items];
    }
}
