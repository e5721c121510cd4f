// Builds and checks an order; with the word "send", sends it and waits for the answer.

using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Json.Schema;

// --8<-- [start:main]
var localId = args[0];
var order = Build(localId);
Console.WriteLine(order);
var result = Check(order);
if (!result.IsValid)
{
    Console.Error.WriteLine(JsonSerializer.Serialize(result));
    return 1;
}
if (args.Contains("send"))
{
    await Send(order);
    await Wait(localId);
}
return 0;
// --8<-- [end:main]

// --8<-- [start:build]
// Returns a new order for an invented patient.
static string Build(string localId) => JsonSerializer.Serialize(
    new
    {
        Version = "2.3.1",
        OrderControlCode = "NW",
        ClientGuid = Setting("IRIS_CLIENT_GUID"),
        Site = new { LocalId = Setting("IRIS_SITE") },
        Order = new { LocalId = localId, EvaluationTypes = new[] { "DR" } },
        Patient = new
        {
            LocalId = "MRN100001",
            Name = new { First = "Jane", Last = "Doe" },
            Dob = "8/3/1962",
            Genders = new[]
            {
                new { Context = "BirthGender", Gender = "F" },
                new { Context = "IdentityGender", Gender = "F" },
            },
        },
    },
    new JsonSerializerOptions { WriteIndented = true });

static string Setting(string name) =>
    Environment.GetEnvironmentVariable(name)
    ?? throw new InvalidOperationException($"{name} is not set");
// --8<-- [end:build]

// --8<-- [start:check]
// Returns whether an order is valid, and what is wrong with it.
static EvaluationResults Check(string order) =>
    JsonSchema.FromFile("order-request.bundle.schema.json").Evaluate(
        JsonNode.Parse(order),
        new EvaluationOptions
        {
            OutputFormat = OutputFormat.List,
            RequireFormatValidation = true,
        });
// --8<-- [end:check]

// --8<-- [start:send]
// Puts an order on the orders queue.
// An exception means that the broker has not confirmed it.
static async Task Send(string order)
{
    var access = Setting("IRIS_ORDERS_STRING");
    var queue = Setting("IRIS_ORDERS_QUEUE");
    await using var client = new ServiceBusClient(access);
    await using var sender = client.CreateSender(queue);
    await sender.SendMessageAsync(new ServiceBusMessage(order));
}
// --8<-- [end:send]

// --8<-- [start:event]
// Prints events up to the one that answers the order.
static async Task Wait(string localId)
{
    var access = Setting("IRIS_EVENTS_STRING");
    var queue = Setting("IRIS_EVENTS_QUEUE");
    await using var client = new ServiceBusClient(access);
    await using var receiver = client.CreateReceiver(queue);
    await foreach (var message in receiver.ReceiveMessagesAsync())
    {
        var happened = JsonNode.Parse(message.Body.ToString())!;
        Console.WriteLine(happened); // your own reader stores the event here
        await receiver.CompleteMessageAsync(message); // takes it off the queue
        if ((string?)happened["ResultObjectType"] == "OrderCreationReceipt"
            && (string?)happened["OrderLocalId"] == localId) return;
    }
}
// --8<-- [end:event]
