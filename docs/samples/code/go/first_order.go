// Builds and checks an order; with the word "send", sends it and waits for the answer.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// --8<-- [start:build]
type object map[string]any

// build returns a new order for an invented patient.
func build(localID string) ([]byte, error) {
	return json.MarshalIndent(object{
		"Version":          "2.3.1",
		"OrderControlCode": "NW",
		"ClientGuid":       setting("IRIS_CLIENT_GUID"),
		"Site":             object{"LocalId": setting("IRIS_SITE")},
		"Order": object{
			"LocalId":         localID,
			"EvaluationTypes": []string{"DR"},
		},
		"Patient": object{
			"LocalId": "MRN100001",
			"Name":    object{"First": "Jane", "Last": "Doe"},
			"Dob":     "8/3/1962",
			"Genders": []object{
				{"Context": "BirthGender", "Gender": "F"},
				{"Context": "IdentityGender", "Gender": "F"},
			},
		},
	}, "", "  ")
}

func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("%s is not set", name)
	}
	return value
}

// --8<-- [end:build]

// --8<-- [start:check]
// check returns what is wrong with an order.
func check(order []byte) error {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("order-request.bundle.schema.json")
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(order))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// --8<-- [end:check]

// --8<-- [start:send]
// send puts an order on the orders queue.
// An error means that the broker has not confirmed it.
func send(ctx context.Context, order []byte) error {
	access := setting("IRIS_ORDERS_STRING")
	client, err := azservicebus.NewClientFromConnectionString(access, nil)
	if err != nil {
		return err
	}
	defer client.Close(ctx)
	sender, err := client.NewSender(setting("IRIS_ORDERS_QUEUE"), nil)
	if err != nil {
		return err
	}
	return sender.SendMessage(ctx, &azservicebus.Message{Body: order}, nil)
}

// --8<-- [end:send]

// --8<-- [start:event]
// wait prints events up to the one that answers the order.
func wait(ctx context.Context, localID string) error {
	access := setting("IRIS_EVENTS_STRING")
	client, err := azservicebus.NewClientFromConnectionString(access, nil)
	if err != nil {
		return err
	}
	defer client.Close(ctx)
	receiver, err := client.NewReceiverForQueue(setting("IRIS_EVENTS_QUEUE"), nil)
	if err != nil {
		return err
	}
	for {
		messages, err := receiver.ReceiveMessages(ctx, 1, nil)
		if err != nil {
			return err
		}
		for _, message := range messages {
			var event struct{ ResultObjectType, OrderLocalId string }
			if err := json.Unmarshal(message.Body, &event); err != nil {
				return err
			}
			// Your own reader stores the event here.
			fmt.Println(string(message.Body))
			// Takes it off the queue.
			if err := receiver.CompleteMessage(ctx, message, nil); err != nil {
				return err
			}
			if event.ResultObjectType == "OrderCreationReceipt" &&
				event.OrderLocalId == localID {
				return nil
			}
		}
	}
}

// --8<-- [end:event]

// --8<-- [start:main]
func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: first-order LOCALID [send]")
	}
	localID := os.Args[1]
	order, err := build(localID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(order))
	if err := check(order); err != nil {
		log.Fatal(err)
	}
	if slices.Contains(os.Args[2:], "send") {
		ctx := context.Background()
		if err := send(ctx, order); err != nil {
			log.Fatal(err)
		}
		if err := wait(ctx, localID); err != nil {
			log.Fatal(err)
		}
	}
}

// --8<-- [end:main]
